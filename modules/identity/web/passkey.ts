/** Whether this machine can check a finger or face for us. */
export const canPasskey = async (): Promise<boolean> => {
  const found = (window as { PublicKeyCredential?: typeof PublicKeyCredential }).PublicKeyCredential
  return (await found?.isUserVerifyingPlatformAuthenticatorAvailable?.().catch(() => false)) ?? false
}

/** Makes a passkey; the answer goes to the server as it is. Throws when she turns away. */
export const makePasskey = async (options: unknown): Promise<unknown> => {
  const { startRegistration } = await import('@simplewebauthn/browser')
  return startRegistration({ optionsJSON: options as Parameters<typeof startRegistration>[0]['optionsJSON'] })
}

/** Signs with a passkey of this machine. Throws when she turns away. */
export const signWithPasskey = async (options: unknown): Promise<unknown> => {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  return startAuthentication({ optionsJSON: options as Parameters<typeof startAuthentication>[0]['optionsJSON'] })
}
