package dev.heed.view.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.view.AttentionQuestion;
import dev.heed.view.AttentionView;
import dev.heed.view.ComparisonView;
import dev.heed.view.Verdict;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Mark;
import dev.heed.view.draw.Png;
import dev.heed.view.draw.Svg;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PicturesTest {
    private static Encoder encoder;
    private static Samples samples;

    @BeforeAll
    static void open() {
        encoder = Encoder.open(Models.minilm());
        samples = new Samples(encoder);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void every_picture_is_well_formed_and_says_what_it_is() throws Exception {
        for (Drawing drawing : samples.all()) {
            String svg = Svg.of(drawing);
            Element root = parsed(svg).getDocumentElement();
            assertThat(root.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
            assertThat(root.getElementsByTagName("script").getLength()).isZero();
            assertThat(svg).doesNotContain("href", "url(", "<style", "<image");
        }
    }

    @Test
    void every_text_stands_inside_its_picture_and_states_its_width() throws Exception {
        for (Drawing drawing : samples.all()) {
            NodeList texts = parsed(Svg.of(drawing)).getElementsByTagName("text");
            assertThat(drawing.labels().size()).isEqualTo(texts.getLength());
            for (Mark.Label label : drawing.labels()) {
                double right = label.x() + (label.turned() ? 4 : label.text().width());
                String name = drawing.title() + ": " + label.text().text();
                assertThat(label.x()).as(name).isGreaterThanOrEqualTo(Look.MARGIN - 1);
                assertThat(right).as(name).isLessThanOrEqualTo(drawing.width() - Look.MARGIN + 20);
                assertThat(label.y()).as(name).isBetween(10.0, drawing.height() - 10);
            }
            for (int i = 0; i < texts.getLength(); i++) {
                Element text = (Element) texts.item(i);
                double stated = Double.parseDouble(text.getAttribute("textLength"));
                assertThat(stated)
                        .isCloseTo(
                                drawing.labels().get(i).text().width(), org.assertj.core.api.Assertions.within(0.01));
                assertThat(text.getAttribute("unicode-bidi")).isEqualTo("isolate");
            }
        }
    }

    @Test
    void lines_of_text_do_not_overlap() {
        for (Drawing drawing : samples.all()) {
            List<Mark.Label> labels = drawing.labels();
            for (int i = 0; i < labels.size(); i++) {
                for (int j = i + 1; j < labels.size(); j++) {
                    Mark.Label a = labels.get(i);
                    Mark.Label b = labels.get(j);
                    boolean sameLine = Math.abs(a.y() - b.y()) < 5 && !a.turned() && !b.turned();
                    boolean apart = a.x() + a.text().width() <= b.x() + 0.5
                            || b.x() + b.text().width() <= a.x() + 0.5;
                    assertThat(!sameLine || apart)
                            .as(
                                    "%s: %s and %s",
                                    drawing.title(), a.text().text(), b.text().text())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void right_to_left_words_run_from_the_right_each_by_itself() {
        Drawing drawing = samples.attend("שלום עולם bank 123");
        List<Double> upper = drawing.labels().stream()
                .filter(label -> List.of("שלום", "עולם", "bank", "123")
                        .contains(label.text().text()))
                .limit(12)
                .filter(label -> label.anchor() == Mark.Anchor.MIDDLE)
                .map(Mark.Label::anchorX)
                .distinct()
                .toList();
        assertThat(upper).hasSize(4).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(Svg.of(drawing)).contains("direction=\"rtl\"");
    }

    @Test
    void a_mark_of_direction_turns_nothing() {
        assertThat(Svg.of(samples.attend("a\u202eb"))).doesNotContain("\u202e").contains("\\u202e");
    }

    @Test
    void png_at_twice_the_scale_has_twice_the_pixels_each_way() throws Exception {
        Drawing drawing = samples.attend("bank grows money");
        var once = ImageIO.read(new ByteArrayInputStream(Png.of(drawing, 1)));
        var twice = ImageIO.read(new ByteArrayInputStream(Png.of(drawing, 2)));
        assertThat(twice.getWidth()).isBetween(2 * once.getWidth() - 1, 2 * once.getWidth());
        assertThat(twice.getHeight()).isBetween(2 * once.getHeight() - 1, 2 * once.getHeight());
        // drawn, not enlarged: pixels of one square of four differ
        int differing = 0;
        for (int y = 0; y + 1 < twice.getHeight(); y += 2) {
            for (int x = 0; x + 1 < twice.getWidth(); x += 2) {
                differing += twice.getRGB(x, y) != twice.getRGB(x + 1, y + 1) ? 1 : 0;
            }
        }
        assertThat(differing).isGreaterThan(1000);
        assertThat(new String(Png.of(drawing, 1), StandardCharsets.UTF_8)).contains("Title", drawing.title());
    }

    @Test
    void a_word_of_several_tokens_is_shown_token_by_token() {
        AttentionView view = AttentionView.model(
                encoder, AttentionQuestion.of("An untokenized river").head(3).explain("untokenized"));
        Drawing drawing = StepsPicture.of(view);
        assertThat(view.steps()).hasSizeGreaterThan(1);
        assertThat(drawing.labels().stream().map(label -> label.text().text()))
                .filteredOn(text -> text.startsWith("Token "))
                .hasSameSizeAs(view.steps())
                .first()
                .isEqualTo("Token 1 of " + view.steps().size() + ": unto");
        assertThatThrownBy(() -> StepsPicture.of(AttentionView.model(
                        encoder, AttentionQuestion.of("An untokenized river").explain("untokenized"))))
                .hasMessage("steps: expected those of one head, got 12; choose a word, and a head in the model");
    }

    @Test
    void a_comparison_answers_whether_the_word_means_the_same() {
        ComparisonView view = ComparisonView.of(
                encoder,
                "bank",
                List.of("I went to the bank to deposit money.", "The boat drifted to the bank of the river."));
        assertThat(texts(ComparisonPicture.of(view))).doesNotContain("Same meaning?");

        Verdict verdict = view.judged(encoder).verdicts().getFirst();
        Drawing judged = ComparisonPicture.of(view.judged(encoder));
        assertThat(texts(judged)).containsSequence("Same meaning?", verdict.answer(), verdict.sure());
        assertThat(verdict.answer()).isEqualTo("no");
        assertThat(judged.description()).endsWith("Same meaning: 1 and 2 no, " + verdict.sure() + ".");
    }

    private static List<String> texts(Drawing drawing) {
        return drawing.labels().stream().map(label -> label.text().text()).toList();
    }

    @Test
    void what_no_font_has_is_named_in_the_picture() {
        Drawing drawing = samples.attend("bank 中文");
        assertThat(drawing.missingCharacters()).containsExactly(0x4e2d, 0x6587);
        assertThat(drawing.description()).contains("No shipped font has U+4E2D, U+6587");
    }

    @Test
    void too_large_an_image_is_refused_before_it_is_made() {
        assertThatThrownBy(() -> Png.of(samples.attend("bank"), 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("PNG: expected at most 120 million pixels");
    }
}
