package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.view.AttentionQuestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text stays text, in every direction, on the page and in a file that was mailed. */
class HarmlessTextTest extends AtThePage {
    private static final String SCRIPT =
            "</script><script>window.pwned='yes'</script> \"bank\" <b onclick='x'>&amp; bank --> ]]>";
    private static final String CONTROLS = "bank\u0000\u0007\u001b[31m \u202ebank \ufeff bank\u2028bank";
    private static final String HEBREW = "שלום עולם bank 123";

    private static void isHarmless() {
        assertThat(page.script("return window.pwned === undefined")).isEqualTo(true);
        assertThat(page.driver().getTitle()).doesNotContain("\u202e").endsWith(" \u2013 Heed");
        assertThat(page.script("return document.querySelectorAll('main script, main b[onclick]').length"))
                .isEqualTo(0L);
        assertThat((String) page.script("return document.querySelector('main').textContent"))
                .doesNotContainPattern("[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]");
        page.isQuiet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"attend", "steps", "heads", "beyond"})
    void on_every_view_of_a_text(String view) {
        for (String text : List.of(SCRIPT, CONTROLS, HEBREW + " e\u0301 \ud83d\ude00")) {
            visit.to("view", view, "mode", "model", "text", text, "word", text.indexOf("bank"));
            isHarmless();
        }
    }

    @Test
    void in_a_text_that_is_read_row_by_row() {
        visit.to("mode", "model", "text", (SCRIPT + "\n" + CONTROLS + "\n" + HEBREW + ". ").repeat(9));
        page.find(".long");
        isHarmless();
    }

    @Test
    void in_a_comparison() {
        visit.to("view", "context", "texts", SCRIPT, "texts", CONTROLS);
        assertThat(page.texts(".sentence").getFirst()).contains("script", "window.pwned");
        isHarmless();
    }

    @Test
    void words_run_from_the_right_each_by_itself() {
        for (String mode : List.of("simple", "model")) {
            visit.to("mode", mode, "text", HEBREW);
            assertThat(page.texts(".to .word bdi"))
                    .filteredOn(name -> !name.startsWith("["))
                    .containsExactly("שלום", "עולם", "bank", "123");
            assertThat(lefts(".to .word:not(.special)")).isSortedAccordingTo(java.util.Comparator.reverseOrder());
            assertThat(lefts(".from .word:not(.special)")).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        }
        visit.to("view", "steps", "text", HEBREW);
        assertThat(lefts(".choose .word")).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        visit.to("text", "bank שלום money");
        assertThat(lefts(".to .word")).isSorted();
    }

    private static List<Integer> lefts(String selector) {
        return page.all(selector).stream().map(word -> word.getRect().getX()).toList();
    }

    @Test
    void a_mark_of_direction_turns_nothing_behind_it() {
        visit.to("text", "a \u202ebank grows");
        assertThat(lefts(".to .word")).isSorted();
        assertThat(page.texts(".to .word bdi")).contains("bank", "grows");
    }

    @Test
    void a_letter_with_its_mark_and_a_family_stay_whole() {
        visit.to("text", "cafe\u0301 \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 bank", "mode", "model");
        assertThat(page.texts(".to .word bdi"))
                .containsExactly(
                        "[CLS]", "cafe\u0301", "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67", "bank", "[SEP]");
    }

    @Test
    void a_mailed_file_opens_from_disk_with_the_network_off(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("bank.html");
        page.driver().executeCdpCommand("Network.enable", java.util.Map.of());
        page.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        java.util.Map.of(
                                "offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
        try {
            Files.writeString(file, MailedPage.attend(visit.encoder(), AttentionQuestion.of("bank grows money"), true));
            page.visit(file.toUri().toString());
            assertThat(page.texts(".to .share")).containsExactly("0.672", "0.104", "0.225");
            page.click("label:has(#mode-model)");
            assertThat(page.texts(".to .share")).hasSize(5);
            page.click("nav a[href*='view=heads']");
            assertThat(page.all(".thumb")).hasSize(72);
            page.click("nav a[href*='view=steps']");
            page.find(".stepper");
            page.click("nav a[href*='view=beyond']");
            assertThat(page.all(".looks h3")).hasSize(5);
            page.isAccessible();
            isHarmless();

            Files.writeString(
                    file, MailedPage.compare(visit.encoder(), "bank", List.of(SCRIPT, "We sat by the river bank.")));
            page.visit(file.toUri().toString());
            assertThat(page.driver().getTitle()).isEqualTo("bank in context \u2013 Heed");
            isHarmless();
            assertThat(
                            (Long)
                                    page.script(
                                            "return performance.getEntriesByType('resource').filter(r => !r.name.startsWith('data:')).length"))
                    .isZero();
        } finally {
            page.driver().executeCdpCommand("Network.disable", java.util.Map.of());
        }
    }
}
