package io.github.taxistream.parse.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class ExpectedTextProperties {

    @Property
    void standsWhereTheSameBytesDo(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 50) String before,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 50) String text,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 50) String after) {
        byte[] bytes = text.getBytes(US_ASCII);
        ExpectedText expected = new ExpectedText(bytes, 0, bytes.length);

        assertThat(expected.length()).isEqualTo(bytes.length);
        assertThat(expected.standsAt((before + text + after).getBytes(US_ASCII), before.length()))
                .isTrue();
        assertThat(expected.standsAt((before + after).getBytes(US_ASCII), before.length()))
                .isEqualTo(after.startsWith(text));
    }

    @Property
    void oneByteMakesADifference(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 50) String text,
            @ForAll @IntRange(max = 49) int place) {
        byte[] bytes = text.getBytes(US_ASCII);
        ExpectedText expected = new ExpectedText(bytes, 0, bytes.length);
        byte[] other = bytes.clone();
        other[place % bytes.length] ^= 0x20;

        assertThat(expected.standsAt(other, 0)).isFalse();
    }
}
