/** An old workbook (.xls) that cannot be read: damaged, or protected by a password. */
export class OldFault extends Error {
  override readonly name = 'OldFault'
  readonly encrypted: boolean
  constructor(encrypted: boolean) {
    super(encrypted ? 'protected' : 'damaged')
    this.encrypted = encrypted
  }
}
