package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.concordance.UseRanking;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.CorpusText;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.meaning.sense.Senses;
import dev.heed.tensor.Matrix;
import dev.heed.view.json.SensesDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senses and concordances as files to mail, opened from disk. */
class MailedMeaningTest extends AtThePage {
    private static final String SOURCE = "mill <b>&.txt";
    private static final String TEXT =
            "The bank lent money.\nReeds grow on the bank.\nThe bank </script> closed.\nOtters left the bank of the river.";

    @TempDir
    private Path folder;

    private static List<Occurrence> occurrences() {
        WordFinder finder = new WordFinder(Set.of("bank"));
        List<Occurrence> found = new ArrayList<>();
        CorpusText.lines("books/" + SOURCE, TEXT)
                .forEach(
                        line -> finder.places(line.text()).forEach(span -> found.add(Passages.occurrence(line, span))));
        return found;
    }

    private void read(String html) throws Exception {
        Path file = folder.resolve("mailed.html");
        Files.writeString(file, html);
        page.visit(file.toUri().toString());
    }

    @Test
    void senses_are_read_beside_their_map() throws Exception {
        List<Occurrence> occurrences = occurrences();
        OccurrenceTable table = new SenseFinder(visit.encoder()).read("bank", Set.of("bank"), occurrences, done -> {});
        Senses senses = table.senses(table.groups(2)).named(Map.of(1, "water"));
        read(MailedPage.senses(
                visit.encoder(), senses, false, SensesDocument.Plane.of(occurrences, table.map()), 3, SOURCE));
        assertThat(page.texts("nav a")).containsExactly("Senses");
        assertThat(page.find(".view > p").getText()).contains("bank").contains(SOURCE);
        assertThat(page.texts(".sense header h3")).containsExactly("water", "sense 2");
        assertThat(page.all("[data-place]")).hasSize(4);
        page.click("[data-place='3:4']");
        assertThat(page.find(".line-read").getText()).contains("The bank </script> closed.");
        assertThat(page.all("form.asking-meaning")).isEmpty();
        page.isAccessible();
    }

    @Test
    void a_concordance_names_its_lines_files() throws Exception {
        List<Occurrence> occurrences = occurrences();
        UseReader reader = new UseReader(visit.encoder());
        Matrix uses = reader.read(occurrences, done -> {});
        List<Hit> hits = new UseRanking(occurrences, uses).hits(new UseQuery(List.of(uses.row(1)), List.of()), 3);
        read(MailedPage.concordance(visit.encoder(), "reeds & \"bank\"", "bank", false, 4, hits, SOURCE));
        assertThat(page.texts("nav a")).containsExactly("Concordance");
        assertThat(page.find(".view > p").getText()).contains("reeds & \"bank\"");
        assertThat(page.texts(".kwic .file")).isEqualTo(Collections.nCopies(3, SOURCE));
        assertThat(page.find(".kwic tbody tr").getDomAttribute("data-line")).isEqualTo("2");
        assertThat(page.all("form.asking-meaning, button.judge")).isEmpty();
        page.isAccessible();
    }

    @Test
    void what_no_browser_shows_well_is_not_mailed() {
        List<Hit> many = Collections.nCopies(2_001, new Hit(occurrences().getFirst(), 1));
        assertThatThrownBy(() -> MailedPage.concordance(visit.encoder(), "a", "bank", false, 9, many, SOURCE))
                .hasMessageStartingWith("--html: expected at most 2000 lines for a page, got 2001");
    }
}
