// Generated from the database by tools/generate.ts; do not edit.
export interface DB {}
