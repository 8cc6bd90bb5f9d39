package dev.heed.cli.embed;

import dev.heed.Encoder;
import dev.heed.meaning.reading.Reading;
import java.util.List;
import java.util.Optional;

/** Words of many texts that the model does not know: the first that are met are named, those of other batches counted. */
final class UnknownWords {
    private final Encoder encoder;
    private Reading first; // of the first batch that has any
    private long more;

    UnknownWords(Encoder encoder) {
        this.encoder = encoder;
    }

    void look(List<String> texts) {
        Reading reading = Reading.of(encoder, texts);
        if (reading.unknown().isEmpty()) {
            return;
        }
        if (first == null) {
            first = reading;
        } else {
            more += reading.unknown().size();
        }
    }

    Optional<String> note() {
        return first == null
                ? Optional.empty()
                : first.noteOfUnknown().map(note -> more == 0 ? note : note + " (and " + more + " more further on)");
    }
}
