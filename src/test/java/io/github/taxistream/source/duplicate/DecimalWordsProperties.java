package io.github.taxistream.source.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

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

    @Example
    void whatIsNoNumberIsZero() {
        long[] words = {9, 9, 9};

        DecimalWords.put("495900000000000000000000000000000000x", words, 0);

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
