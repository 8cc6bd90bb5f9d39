package dev.heed.view.font;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaidTextTest {
    private static final double UNITS = 2048;

    @Test
    void widths_equal_the_reference() throws IOException {
        try (InputStream in = LaidTextTest.class.getResourceAsStream("widths.tsv")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).hasSize(18).allSatisfy(line -> {
                String[] golden = line.split("\t");
                LaidText text = LaidText.of(golden[1], Face.valueOf(golden[0]), UNITS);
                assertThat(text.width()).as(golden[1]).isCloseTo(Integer.parseInt(golden[2]), within(1e-6));
                assertThat(text.missing()).isEmpty();
            });
        }
    }

    @Test
    void right_to_left_text_is_drawn_from_its_end() {
        LaidText text = LaidText.of("שלום", Face.REGULAR, 10);
        assertThat(text.rightToLeft()).isTrue();
        assertThat(text.glyphs())
                .extracting(LaidText.Glyph::point)
                .containsExactly((int) 'ם', (int) 'ו', (int) 'ל', (int) 'ש');
        assertThat(text.text()).isEqualTo("שלום");
    }

    @Test
    void arabic_letters_join() {
        // meem-reh-hah-beh-alef: initial, final, initial, medial, final
        assertThat(LaidText.of("مرحبا", Face.REGULAR, 10).glyphs())
                .extracting(LaidText.Glyph::point)
                .containsExactly(0xfe8e, 0xfe92, 0xfea3, 0xfeae, 0xfee3);
        assertThat(LaidText.of("لا", Face.REGULAR, 10).glyphs())
                .extracting(LaidText.Glyph::point)
                .containsExactly(0xfefb);
    }

    @Test
    void combining_marks_take_no_room() {
        assertThat(LaidText.of("e\u0301", Face.REGULAR, 10).width())
                .isEqualTo(LaidText.of("é", Face.REGULAR, 10).width());
        assertThat(LaidText.of("x\u0301", Face.REGULAR, 10).width())
                .isEqualTo(LaidText.of("x", Face.REGULAR, 10).width());
    }

    @Test
    void what_no_font_has_is_named() {
        LaidText text = LaidText.of("中文 a", Face.REGULAR, 10);
        assertThat(text.missing()).containsExactly(0x4e2d, 0x6587);
        Outline outline = new Outline();
        text.draw(0, 0, outline);
        assertThat(outline.isEmpty()).isFalse();
    }

    @Test
    void controls_and_marks_of_direction_are_spelled_out() {
        assertThat(Visible.of("a\u202eb\u0000\u001b\n\ud800\uffff"))
                .isEqualTo("a\\u202eb\\u0000\\u001b\\n\\ud800\\uffff");
    }

    @Test
    void a_text_that_does_not_fit_ends_in_an_ellipsis() {
        LaidText text = LaidText.fitted("unbelievable ".repeat(100_000), Face.BOLD, 12, 80);
        assertThat(text.width()).isLessThanOrEqualTo(80).isGreaterThan(60);
        assertThat(text.text()).startsWith("unbel").endsWith("…");
        assertThat(LaidText.fitted("😀😀😀😀😀😀", Face.REGULAR, 12, 40).text()).isEqualTo("😀😀…");
    }
}
