package dev.heed.server;

import static dev.heed.server.Visit.BANK;
import static dev.heed.server.Visit.MONEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Every view is saved as it is seen, and its numbers with it. */
class SaveTest extends AtThePage {
    private static final String TAKE = """
            const done = arguments[0];
            (async () => {
              const { snapshot, svgOf, pngOf } = await import('/snapshot.js');
              const { csvOf } = await import('/save.js');
              const view = document.querySelector('main .view');
              const seen = snapshot(view);
              const png = new Uint8Array(await (await pngOf(seen)).arrayBuffer());
              const rows = [view, ...view.querySelectorAll('*')].find(part => part.csv).csv();
              let text = '';
              for (const byte of png) text += String.fromCharCode(byte);
              return [svgOf(seen, view.querySelector('h1').textContent), btoa(text), csvOf(rows)];
            })().then(done, error => done(String(error.stack)));
            """;

    @SuppressWarnings("unchecked")
    private static List<String> taken() {
        Object taken = page.driver().executeAsyncScript(TAKE);
        assertThat(taken).isInstanceOf(List.class);
        return (List<String>) taken;
    }

    private static Document parsed(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> words(Document svg) {
        NodeList texts = svg.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mode=model&word=14&text=I+went+to+the+bank.&beside=We+sat+by+the+river+bank.",
                "view=steps&step=4&mode=model&text=We+sat+by+the+river+bank.",
                "view=heads&text=We+sat+by+the+river+bank.",
                "view=beyond&text=We+sat+by+the+river+bank.",
                "view=context",
                "view=similarity",
                "view=senses",
                "view=next",
                "view=concordance&order=left",
            })
    void as_a_picture_and_as_numbers(String address) throws Exception {
        page.visit(visit.server().address() + "#" + address);
        List<String> taken = taken();

        Document svg = parsed(taken.get(0));
        String title = page.texts("h1").getFirst();
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(title);
        assertThat(words(svg)).containsSubsequence(title.split(" ")).doesNotContain("Save");
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();

        BufferedImage png =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(taken.get(1))));
        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        assertThat(png.getWidth()).isBetween((int) width, (int) Math.ceil(2 * width));
        assertThat(inked(png)).as("share of the picture that is not paper").isGreaterThan(0.005);

        List<String> lines = taken.get(2).lines().toList();
        assertThat(lines).hasSizeGreaterThan(2);
        assertThat(lines.getFirst()).contains(",").doesNotContain("undefined");
        assertThat(taken.get(2)).doesNotContain("undefined", "NaN", "[object");
        page.click(".save summary");
        page.isAccessible();
        Layout.isSound(page);
        page.isQuiet();
    }

    private static double inked(BufferedImage picture) {
        int paper = picture.getRGB(0, 0);
        long other = IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) != paper)
                .count();
        return other / (double) (picture.getWidth() * picture.getHeight());
    }

    @Test
    void the_numbers_are_the_engines_and_the_picture_has_those_of_the_screen() throws Exception {
        visit.to("text", MONEY, "mode", "model", "layer", 2, "head", 8, "word", BANK);
        List<String> taken = taken();
        var inside = visit.encoder().attention(MONEY).layer(2);
        float weight = inside.wordWeights(inside.head(8).weights()).at(5, 7);
        assertThat(taken.get(2).lines()).contains("bank,6,deposit,8,," + weight);
        assertThat(words(parsed(taken.get(0)))).containsAll(page.texts("heed-links .to .share"));
    }

    @Test
    void hostile_words_are_text_in_every_form() throws Exception {
        visit.to("text", "</svg><script>alert(1)</script> \"a,b\" =1+1 &amp;");
        List<String> taken = taken();
        Document svg = parsed(taken.get(0));
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(words(svg)).contains("alert");
    }

    @Test
    void a_click_saves_and_says_so_and_escape_closes() {
        visit.to();
        page.click(".save summary");
        page.click(".save-menu button:nth-of-type(1)");
        page.wait(() -> page.find(".save [role=status]").getText().equals("Saved heed-attend.svg."));
        page.press(org.openqa.selenium.Keys.ESCAPE);
        assertThat(page.find(".save").getAttribute("open")).isNull();
        assertThat(page.focused()).isEqualTo("Save or copy");
    }

    @Test
    void a_sentence_that_needs_two_lines_stands_in_two_columns_whose_lines_meet_their_words() {
        page.window(1280, 900, false);
        visit.to(
                "text",
                "The old clerk of the small bank by the river, who had never lent money, smiled and opened it.");
        assertThat(page.all("heed-links.columns")).hasSize(1);
        assertThat((List<?>) page.script("""
                const box = document.querySelector('heed-links').getBoundingClientRect();
                const edges = side => [...document.querySelectorAll(`heed-links .${side} .word`)].map(word => word.getBoundingClientRect());
                const from = edges('from'), to = edges('to');
                return [...document.querySelectorAll('.lines path')].map(path => path.getAttribute('d').match(/-?[\\d.]+/g).map(Number))
                  .filter(([x0, y0, , , , , x1, y1]) => !from.some(r => Math.abs(r.right - box.left - x0) < 2 && y0 + box.top > r.top && y0 + box.top < r.bottom)
                    || !to.some(r => Math.abs(r.left - box.left - x1) < 2 && y1 + box.top > r.top && y1 + box.top < r.bottom));""")).isEmpty();
        Layout.isSound(page);
    }

    @Test
    void the_picture_begins_in_the_upper_third_of_a_screen() {
        page.window(1280, 900, false);
        visit.to("text", MONEY, "mode", "model");
        assertThat(top(".stage")).isLessThan(290);
        visit.to("view", "steps", "text", MONEY, "mode", "model");
        assertThat(top(".step")).isLessThan(320);
    }

    private static int top(String selector) {
        return ((Number) page.script(
                        "return document.querySelector(arguments[0]).getBoundingClientRect().top", selector))
                .intValue();
    }
}
