/**
 * English for what the API says in Vietnamese: acts, papers that are issued, what is read, roles, notices. By its key; a key
 * that is not here keeps its Vietnamese name.
 */
const ENGLISH = {
  acts: {
    submitted: 'Filed',
    accepted: 'Received',
    refused: 'Not accepted',
    processing: 'Work has begun',
    supplementRequested: 'A supplement was asked for',
    supplemented: 'The supplement was sent',
    autoClosed: 'Stopped: the supplement did not come in time',
    withdrawn: 'Withdrawn',
    stopped: 'Stopped',
    apologised: 'Apology, and a new day for the result',
    transferred: 'Papers passed on',
    dueMoved: 'Due date moved: the working calendar changed',
    corrected: 'A mistake of the reception was put right',
    migrated: 'Moved to another version of the process',
    migrationUndone: 'Moved back to the earlier version of the process',
    assigned: 'Assigned',
    released: 'Task given back',
    assignmentUndone: 'Assignment taken back',
    stepReopened: 'A finished step was opened again',
    stepCompleted: 'A step was completed',
    paymentRequested: 'Payment was asked for',
    paymentConfirmed: 'Proof of payment was recorded',
    feeCollected: 'Fees paid at the desk',
    paymentMet: 'Paid',
    childOpened: 'Received from another office',
    unitAsked: 'Sent to another office',
    unitAnswered: 'The other office has answered',
    consentedBySilence: 'No opinion in time: taken as consent',
    processFailed: 'The process stopped and waits for a decision of the office',
    processEnded: 'The internal process is done',
    resultRecorded: 'The result was recorded',
    finished: 'The result is ready',
    handedOver: 'The result was handed over',
  },
  slips: {
    receipt: 'Receipt with the day of the result',
    supplement: 'Request for a supplement',
    refusal: 'Refusal to receive',
    apology: 'Apology and new day',
    stop: 'Notice that the work has stopped',
    control: 'Control slip of the process',
    fee: 'Receipt for fees',
  },
  reads: {
    dossier: 'dossier',
    timeline: 'steps',
    process: 'process and its steps',
    receipts: 'receipts',
    reads: 'list of readers',
    access: 'list of who may read',
    clock: 'time limit',
    tasks: 'tasks',
    prefill: 'data to fill in another dossier',
    file: 'a file of the dossier',
  },
  roles: {
    tiepnhan: 'Reception officer',
    chuyenvien: 'Specialist',
    truongphong: 'Head of division',
    lanhdao: 'Leader',
    vanthu: 'Clerk',
    quantri: 'Administrator',
    kiemtra: 'Auditor',
  },
  /** Follow “Dossier CODE”. */
  notices: {
    supplementRequested: 'needs a supplement; open it to see what is asked for and until when.',
    refused: 'was not accepted; open it to see why.',
    apologised: 'is late; the office apologises and has set a new day, which is shown in the dossier.',
    autoClosed: 'was stopped because the supplement did not come in time.',
    stopped: 'was stopped; open it to see why.',
    finished: 'has its result.',
    accepted: 'was accepted; open it to see when the result is due.',
    paymentRequested: 'waits for a payment of yours; open it to see what is to be paid.',
    corrected: 'had a mistake of the office corrected; open it to see what and why.',
    handedOver: 'had its result handed over; if that was not to you, tell the office at once.',
    dueMoved: 'has a new due date, which is shown in the dossier.',
  },
  mandates: {
    child: 'parent of a minor',
    authorised: 'authorised person',
    representative: 'legal representative',
  },
} as const satisfies Record<string, Record<string, string>>

/** A name of the API in the reader's language, and the language it is in when that is not the page's. */
export function recordName(
  group: keyof typeof ENGLISH,
  key: string | null,
  vietnamese: string,
  lang: 'vi' | 'en',
): { text: string; lang: 'vi' | undefined } {
  if (lang === 'vi') return { text: vietnamese, lang: undefined }
  const names: Record<string, string> = ENGLISH[group]
  const english = key !== null && Object.hasOwn(names, key) ? names[key] : undefined
  return english ? { text: english, lang: undefined } : { text: vietnamese, lang: 'vi' }
}
