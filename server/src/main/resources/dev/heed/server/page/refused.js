// Why there is no answer, in a sentence for who asked.

export class Refused extends Error {
  constructor(message, { subject = "", away = false } = {}) {
    super(message);
    this.subject = subject;
    this.away = away; // the server does not answer at all
  }
}
