package dev.heed.cli.meaning;

import dev.heed.cli.console.WrongUsage;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.Senses;
import java.util.Arrays;
import java.util.List;

/**
 * What the user changes of the groups that were found.
 *
 * @param merges ids of senses, joined by commas
 * @param splits ids of senses
 */
record SenseEdits(List<String> merges, List<Integer> splits) {
    int[] applied(int[] groups, OccurrenceTable table) {
        int[] edited = groups.clone();
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        for (String merge : merges) {
            int[] ids = ids(merge, count);
            for (int i = 0; i < edited.length; i++) {
                int group = groups[i];
                if (Arrays.stream(ids).anyMatch(id -> id - 1 == group)) {
                    edited[i] = ids[0] - 1;
                }
            }
        }
        for (int id : splits) {
            Senses.checked(id, count);
            edited = table.split(edited, id - 1);
        }
        return edited;
    }

    private static int[] ids(String merge, int count) {
        if (!merge.matches("\\d{1,6}(,\\d{1,6})+")) {
            throw new WrongUsage("--merge: expected ids joined by commas, as in 1,3, got " + merge);
        }
        return Arrays.stream(merge.split(","))
                .mapToInt(Integer::parseInt)
                .map(id -> Senses.checked(id, count))
                .toArray();
    }
}
