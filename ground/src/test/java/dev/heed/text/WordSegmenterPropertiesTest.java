package dev.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for any string whatever. */
class WordSegmenterPropertiesTest {
    @Property(tries = 500)
    void segmentsCoverTheTextInOrderWithoutGaps(@ForAll String text) {
        List<Segment> segments = WordSegmenter.segments(text);
        int at = 0;
        for (Segment segment : segments) {
            assertThat(segment.span().start()).isEqualTo(at);
            assertThat(segment.span().length()).isPositive();
            at = segment.span().end();
        }
        assertThat(at).isEqualTo(text.length());
    }

    @Property(tries = 500)
    void aSegmentWithALetterOrDigitIsAWord(@ForAll String text) {
        for (Segment segment : WordSegmenter.segments(text)) {
            boolean word = segment.span().in(text).codePoints().anyMatch(Character::isLetterOrDigit);
            assertThat(segment.kind() == Segment.Kind.WORD).isEqualTo(word);
        }
    }
}
