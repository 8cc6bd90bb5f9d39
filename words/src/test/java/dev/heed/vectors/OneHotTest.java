package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OneHotTest {
    @Test
    void everyPairIsEquallyFar() {
        OneHot dog = new OneHot(1, 2_000_000_000);
        for (int other : new int[] {0, 2, 77, 1_999_999_999}) {
            assertThat(dog.similarity(new OneHot(other, 2_000_000_000))).isZero();
            assertThat(dog.distance(new OneHot(other, 2_000_000_000))).isEqualTo(Math.sqrt(2));
        }
        assertThat(dog.similarity(dog)).isEqualTo(1);
        assertThat(dog.distance(dog)).isZero();
        assertThat(dog.at(1)).isEqualTo(1);
        assertThat(dog.at(0)).isZero();
    }

    @Test
    void otherVocabulariesAreRefused() {
        assertThatThrownBy(() -> new OneHot(0, 2).similarity(new OneHot(0, 3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OneHot(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
