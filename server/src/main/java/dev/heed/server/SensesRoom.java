package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.meaning.sense.EditedSenses;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.SensesDocument;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /api/senses}: the document of {@code heed senses} for the text {@code corpus}, with each place's {@code x} and
 * {@code y} on a plane. {@code edits} are steps in turn, each with the ids that it finds: {@code merge 1,2}, {@code split 1},
 * {@code name 1=season}.
 */
final class SensesRoom implements Room {
    private static final Set<String> KEYS = Set.of("word", "corpus", "forms", "senses", "edits", "examples", "model");
    private static final Pattern MERGE = Pattern.compile("merge (\\d{1,4}),(\\d{1,4})");
    private static final Pattern SPLIT = Pattern.compile("split (\\d{1,4})");
    private static final Pattern NAME = Pattern.compile("name (\\d{1,4})=([^\\n]{0,100})");
    private static final int MOST_EDITS = 200;
    private static final int MOST_SENSES = 50;
    private static final int MOST_EXAMPLES = 100;
    private static final int USUAL_EXAMPLES = 5;

    private final Served served;
    private final ReadTables tables = new ReadTables();

    SensesRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        Encoder encoder = served.asked(keys);
        Integer count = keys.integer("senses", 1, MOST_SENSES);
        Integer examples = keys.integer("examples", 0, MOST_EXAMPLES);
        AskedCorpus asked = AskedCorpus.of(keys);
        ReadTables.Read read = tables.of(encoder.model().name(), asked, () -> {
            OccurrenceTable table =
                    new SenseFinder(encoder).read(asked.word(), asked.forms(), asked.occurrences(), done -> {});
            return new ReadTables.Read(table, table.groups(), table.map());
        });
        int[] groups = count == null ? read.groups() : read.table().groups(count);
        EditedSenses senses = EditedSenses.of(read.table(), groups);
        List<String> edits = keys.has("edits") ? keys.texts("edits") : List.of();
        if (edits.size() > MOST_EDITS) {
            throw new Refusal(Reason.TOO_LARGE, "edits", "expected at most " + MOST_EDITS + ", got " + edits.size());
        }
        for (String edit : edits) {
            senses = edited(senses, edit);
        }
        new SensesDocument(document, encoder.model().name(), examples == null ? USUAL_EXAMPLES : examples)
                .write(senses.senses(), SensesDocument.Plane.of(asked.occurrences(), read.map()));
    }

    private static EditedSenses edited(EditedSenses senses, String edit) {
        Matcher merge = MERGE.matcher(edit);
        Matcher split = SPLIT.matcher(edit);
        Matcher name = NAME.matcher(edit);
        try {
            if (merge.matches()) {
                return senses.merged(Integer.parseInt(merge.group(1)), Integer.parseInt(merge.group(2)));
            }
            if (split.matches()) {
                return senses.split(Integer.parseInt(split.group(1)));
            }
            if (name.matches()) {
                return senses.named(Integer.parseInt(name.group(1)), name.group(2));
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.UNPROCESSABLE, "edits", e.getMessage(), e);
        }
        throw new Refusal(
                Reason.UNPROCESSABLE, "edits", "expected merge ID,ID or split ID or name ID=NAME, got " + edit);
    }
}
