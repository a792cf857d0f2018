// Words of contacts and cases; their rows and bodies are in api/contacts.ts.
import type { caseSteps, settlements, verificationResults } from './enums.ts';

/** The id of a built-in channel or one of the profile's. */
export type Channel = string;
export type VerificationResult = (typeof verificationResults)[number];
export type Tags = { county?: string; topic?: string; kind?: string; agency?: string };

export type Settlement = (typeof settlements)[number];
export type CaseStep = (typeof caseSteps)[number];
