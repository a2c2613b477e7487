export type { Backup, BackupReason } from '../backups/rotation.ts';
export { Shelf } from '../backups/shelf.ts';
export type { SalvageCode } from './raw-database.ts';
export { type FoundProject, knownVersion, type LeftOut, openSalvage, type Salvage } from './salvage.ts';
