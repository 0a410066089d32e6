package io.github.taxistream.source.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DecimalWordsProperties {

    @Property
    void wordsAreThoseOfBigInteger(@ForAll("numbers") BigInteger number) {
        long[] words = {9, 9, 9, 9};

        DecimalWords.put(number.toString(), words, 1);

        assertThat(words)
                .containsExactly(
                        9,
                        number.longValue(),
                        number.shiftRight(64).longValue(),
                        number.shiftRight(128).longValue());
    }

    @Property
    void whatIsNoNumberIsZero(
            @ForAll("numbers") BigInteger number,
            @ForAll @IntRange(max = 57) int place,
            @ForAll char other) {
        StringBuilder text = new StringBuilder(number.toString());
        text.setCharAt(place % text.length(), other < '0' || other > '9' ? other : '/');
        long[] words = {9, 9, 9};

        DecimalWords.put(text.toString(), words, 0);

        assertThat(words).containsExactly(0, 0, 0);
    }

    @Provide
    Arbitrary<BigInteger> numbers() {
        return Arbitraries.integers()
                .between(0, 191)
                .flatMap(
                        bits ->
                                Arbitraries.bigIntegers()
                                        .between(BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits)));
    }
}
