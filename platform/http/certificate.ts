import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { type Label, label } from '#platform/text/label.ts'

/** The files of HTTPS of its own. */
export type CertificateFiles = { readonly certFile: string; readonly keyFile: string }

/** A certificate and its key as they were read. */
export type Certificate = CertificateFiles & { readonly cert: Buffer; readonly key: Buffer }

/** The files of HTTPS cannot be used; `sentence` names the file and what to do. */
export class CertificateError extends Error {
  readonly sentence: Label
  constructor(sentence: Label) {
    super(sentence.en)
    this.name = 'CertificateError'
    this.sentence = sentence
  }
}

/** Reads certificate and key and tries them together. @throws {@link CertificateError} for what HTTPS cannot be spoken with. */
export const readCertificate = ({ certFile, keyFile }: CertificateFiles): Certificate => {
  const cert = read(certFile)
  const key = read(keyFile)
  const first = attempt(() => new X509Certificate(cert), noCertificate(certFile))
  const own = attempt(() => createPrivateKey(key), noKey(keyFile))
  if (!first.checkPrivateKey(own)) throw new CertificateError(noPair(certFile, keyFile))
  attempt(() => createSecureContext({ cert, key }), noPair(certFile, keyFile))
  return { certFile, keyFile, cert, key }
}

const read = (file: string): Buffer => {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new CertificateError(unreadable(file, (error as NodeJS.ErrnoException).code ?? ''))
  }
}

const attempt = <T>(work: () => T, sentence: Label): T => {
  try {
    return work()
  } catch {
    throw new CertificateError(sentence)
  }
}

/** How the HTTPS certificate of this server stands; `none` where a proxy in front has it, or there is no HTTPS. */
export type CertificateState =
  | { readonly state: 'none'; readonly begins: null; readonly ends: null; readonly days: null }
  | {
      readonly state: 'good' | 'soon' | 'over' | 'notYet'
      readonly begins: Date
      readonly ends: Date
      /** Whole days to its end, below nought after it. */
      readonly days: number
    }

/** Days before its end from which a certificate is said to end soon: time for an office to get a new one. */
export const certificateSoonDays = 30

/** How the certificate stands that this server speaks with. @param certificate null: none of its own. */
export const certificateState = (certificate: Pick<Certificate, 'cert'> | null, now: Date): CertificateState => {
  if (certificate === null) return { state: 'none', begins: null, ends: null, days: null }
  const { validFrom, validTo } = new X509Certificate(certificate.cert)
  const [begins, ends] = [new Date(validFrom), new Date(validTo)]
  const days = Math.floor((ends.getTime() - now.getTime()) / 86_400_000)
  const state = begins > now ? 'notYet' : ends <= now ? 'over' : days < certificateSoonDays ? 'soon' : 'good'
  return { state, begins, ends, days }
}

/** What lies in its place by now: the same, a new one that waits for a start, or files with which no start would succeed. */
export const certificateInPlace = (certificate: Omit<Certificate, 'key'>): 'same' | 'new' | CertificateError => {
  try {
    return readCertificate(certificate).cert.equals(certificate.cert) ? 'same' : 'new'
  } catch (error) {
    if (error instanceof CertificateError) return error
    throw error
  }
}

const unreadable = (file: string, code: string): Label =>
  label(
    `证书文件 ${file} 读不到(${code})。请核对 TLS_CERT_FILE、TLS_KEY_FILE 的路径,并让运行服务的用户读得到(chown nuanjia)`,
    `The certificate file ${file} cannot be read (${code}). Check the paths in TLS_CERT_FILE and TLS_KEY_FILE, and let the user of the service read it (chown nuanjia)`,
  )

const noCertificate = (file: string): Label =>
  label(
    `${file} 不是 PEM 格式的证书。请把以 BEGIN CERTIFICATE 开头的证书放在这里(TLS_CERT_FILE)`,
    `${file} is no certificate in PEM. Put the one that begins with BEGIN CERTIFICATE there (TLS_CERT_FILE)`,
  )

const noKey = (file: string): Label =>
  label(
    `${file} 不是 PEM 格式的私钥,或者加了口令。请放不加口令的私钥(TLS_KEY_FILE)`,
    `${file} is no private key in PEM, or a pass phrase protects it. Put one without a pass phrase there (TLS_KEY_FILE)`,
  )

const noPair = (certFile: string, keyFile: string): Label =>
  label(
    `证书 ${certFile} 和私钥 ${keyFile} 不是一对。请放申请这张证书时用的私钥;证书文件里第一张应是网站自己的`,
    `The certificate ${certFile} and the key ${keyFile} do not belong together. Put the key there with which it was applied for; the first certificate of the file must be that of the site itself`,
  )
