package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Models;
import dev.heed.Translator;
import dev.heed.server.Asking.Answer;
import dev.heed.translation.TextOptions;
import dev.heed.translation.TextTranslation;
import dev.heed.translation.TextTranslator;
import dev.heed.translation.WordLink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Translation over HTTP and on the page, with a small model that was trained on a grammar. */
class TranslateTest {
    private static final Path MODEL = Path.of("../engine/src/test/resources/dev/heed/translation/small-en-de");
    private static final String RIVER = "We sat by the river bank.";
    private static final String PAGE = "# The old house\r\n\r\n- " + RIVER + "\n- It cost 3.50 euros.\n";

    private static Translator translator;
    private static HeedServer server;
    private static Asking asking;
    private static Chromium page;

    @BeforeAll
    static void start() {
        server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
        translator = Translator.builder(Models.folder(MODEL))
                .threads(server.threads())
                .open();
        server.serve(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(translator));
        asking = new Asking(server.port());
        page = Chromium.open();
    }

    @AfterAll
    static void stop() {
        page.close();
        server.close();
        translator.close();
    }

    private static TextTranslation translated(String text) {
        return new TextTranslator(translator).translate(text, TextOptions.DEFAULT.alignment(true));
    }

    private static Tree post(String path, String body) throws IOException {
        Answer answer = asking.post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Tree.of(answer.body());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\r", "\\r").replace("\n", "\\n") + "\"";
    }

    @Test
    void programs_get_the_document_of_the_command() throws IOException {
        TextTranslation text = translated(PAGE);
        for (String path : List.of("/v1/translate", "/api/translate")) {
            Tree answer = post(path, "{\"text\":" + quoted(PAGE) + "}");
            Tree item = answer.at("items").at(0);
            assertThat(item.at("target").text()).isEqualTo(text.target()).contains("\r\n\r\n- ", "3.50");
            assertThat(answer.at("alignmentHead").text()).isEqualTo(text.head().label());
            assertThat(item.at("sentences").size()).isEqualTo(3);
            Tree alignment = item.at("sentences").at(1).at("alignment");
            List<WordLink> links = text.sentences().get(1).alignment();
            assertThat(alignment.size()).isEqualTo(links.size()).isPositive();
            for (int i = 0; i < links.size(); i++) {
                Tree source = alignment.at(i).at("source");
                assertThat(PAGE.substring((int) source.at("start").number(), (int)
                                source.at("end").number()))
                        .isEqualTo(source.at("text").text())
                        .isEqualTo(links.get(i).source().in(PAGE));
            }
        }
    }

    @Test
    void several_texts_come_back_in_order_and_without_alignment_if_none_is_wanted() throws IOException {
        Tree items = post("/v1/translate", "{\"texts\":[" + quoted(RIVER) + ",\"42\",\"\"],\"alignment\":false}")
                .at("items");
        assertThat(items.at(0).at("target").text()).isEqualTo(translated(RIVER).target());
        assertThat(items.at(1).at("target").text()).isEqualTo("42");
        assertThat(items.at(2).at("target").text()).isEmpty();
        assertThat(items.at(0).at("sentences").at(0).at("alignment").size()).isZero();
    }

    @Test
    void libretranslates_clients_are_answered_in_their_form() throws IOException {
        String target = translated(RIVER).target();
        String rest = ",\"source\":\"auto\",\"format\":\"text\"}";
        assertThat(post("/translate", "{\"q\":" + quoted(RIVER) + rest)
                        .at("translatedText")
                        .text())
                .isEqualTo(target);
        Tree several = post("/v1/translate", "{\"q\":[" + quoted(RIVER) + ",\"7\"]" + rest)
                .at("translatedText");
        assertThat(several.at(0).text()).isEqualTo(target);
        assertThat(several.at(1).text()).isEqualTo("7");
        assertThat(asking.get("/languages").body()).contains("\"code\":\"en\"", "\"targets\":[\"de\"]");
    }

    @Test
    void what_is_not_done_is_refused_by_name() throws IOException {
        refused("{\"q\":\"a\",\"format\":\"html\"}", 400, "format");
        refused("{\"q\":\"a\",\"alternatives\":2}", 400, "alternatives");
        refused("{\"text\":\"a\",\"glossary\":\"x\"}", 400, "glossary");
        refused("{\"text\":\"a\",\"texts\":[\"b\"]}", 400, "text");
        refused("{}", 400, "text");
        refused("{\"text\":\"a\",\"keep\":[\"(\"]}", 400, "keep");
        refused("{\"text\":\"a\",\"alignmentHead\":\"best\"}", 400, "alignmentHead");
        refused("{\"text\":\"a\",\"alignmentHead\":\"99.1\"}", 422, "alignment-head");
        refused("{\"text\":\"" + "a".repeat(5_000) + "!\",\"keep\":[\"(a+)+$\"]}", 422, "keep");
        refused("{\"text\":\"a\",\"model\":\"other\"}", 404, "model");
    }

    private static void refused(String body, int status, String key) throws IOException {
        Answer answer = asking.post("/v1/translate", body);
        assertThat(answer.status()).as(body + answer.body()).isEqualTo(status);
        assertThat(Tree.of(answer.body()).at("error").at("param").text()).isEqualTo(key);
    }

    private static void open(String text) {
        page.visit(server.address() + "#" + Visit.address("view", "translate", "source", text));
    }

    @Test
    void a_word_that_is_pointed_at_or_walked_to_shows_where_it_came_from() {
        open(PAGE);
        TextTranslation text = translated(PAGE);
        assertThat(page.all(".pairs .pair:not(.titles)")).hasSize(3);
        WordLink link = text.sentences().get(1).alignment().getLast();
        String target =
                ".target[data-sentence='1'] [data-start='" + link.target().start() + "']";
        String source =
                ".source[data-sentence='1'] [data-start='" + link.source().start() + "'] .share";
        new Actions(page.driver()).moveToElement(page.find(target)).perform();
        page.wait(() -> page.find(source).getText().equals(Visit.printed(link.weight(), 2)));
        new Actions(page.driver()).moveToElement(page.find("h1")).perform();
        page.wait(() -> page.find(source).getText().isEmpty());

        WordLink first = text.sentences().get(1).alignment().getFirst();
        page.script("document.querySelector(\".target[data-sentence='1'] .word\").focus()");
        String from =
                ".source[data-sentence='1'] [data-start='" + first.source().start() + "'] .share";
        page.wait(() -> page.find(from).getText().equals(Visit.printed(first.weight(), 2)));
        page.press(Keys.END);
        page.wait(() -> page.find(source).getText().equals(Visit.printed(link.weight(), 2)));
        page.isQuiet();
    }

    @Test
    void the_words_weights_are_the_alignments_and_a_head_is_picked_at_a_glance() {
        open(RIVER);
        WordLink first = translated(RIVER).sentences().getFirst().alignment().getFirst();
        assertThat(page.texts(".matrix tbody tr:first-child td")).contains(Visit.printed(first.weight(), 2));
        int heads = page.all(".thumb").size();
        assertThat(heads).isEqualTo(15);
        page.click(".thumb[data-layer='1'][data-head='2']");
        assertThat(page.driver().getCurrentUrl()).contains("crossLayer=1", "crossHead=2");
        assertThat(page.find(".matrix caption").getText()).contains("layer 1, head 2");
        page.driver().navigate().back();
        page.wait(() -> !page.find(".matrix caption").getText().contains("layer 1, head 2"));
        page.isQuiet();
    }

    @Test
    void every_width_in_light_and_dark_is_sound_and_accessible() {
        for (int width : new int[] {360, 1280, 1920}) {
            for (boolean dark : new boolean[] {false, true}) {
                page.window(width, 900, dark);
                open(PAGE);
                Layout.isSound(page);
                page.fits();
                page.isAccessible();
            }
        }
        page.window(1280, 900, false);
        page.isQuiet();
    }
}
