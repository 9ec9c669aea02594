// Of nobody: made for these tests, for localhost, good until 2126.

/** A self-signed certificate for localhost. */
export const localCertificate = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUKMIhrj1KGJ0Wkrmrv6EG6WiHAbAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjEzMjIyMloYDzIxMjYxMDI5
MTMyMjIyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS2qRSD6AWIvmxk3ejK/BxrCpmoB+qW6jMEQg7ui7VcShzF/60jirD2
cyhxPDY9rCCTbFJg9rrZ6bb7r97L8SMEo28wbTAdBgNVHQ4EFgQUqY+ZYN8H3yfa
UUi8HBeljLUtdrswHwYDVR0jBBgwFoAUqY+ZYN8H3yfaUUi8HBeljLUtdrswDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhAJbxMxo9L1jwnw2l+U4QpeK58qmmRL81VTE5SnmRWfszAiBu
xlAuzpaaktGqFiXUpD5HHYkSJkMhzKtMxgqc6B+9oQ==
-----END CERTIFICATE-----
`

/** Its key, which opens nothing anywhere. */
export const localKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+hfbYnexM+8+teLT
ZoL3lr7QiIAhG6mnASQfgYDepdmhRANCAAS2qRSD6AWIvmxk3ejK/BxrCpmoB+qW
6jMEQg7ui7VcShzF/60jirD2cyhxPDY9rCCTbFJg9rrZ6bb7r97L8SME
-----END PRIVATE KEY-----
`
