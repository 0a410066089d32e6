package io.github.taxistream.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Murmur3Test {

    /** The reference implementation's, with seed 0. */
    @ParameterizedTest
    @CsvSource({
        "'', 0000000000000000, 0000000000000000",
        "hello, cbd8a7b341bd9b02, 5b1e906a48ae1d19",
        "The quick brown fox jumps over the lazy dog, e34bbc7bbc071b6c, 7a433ca9c49a9347"
    })
    void hashIsTheReferenceImplementations(String text, String first, String second) {
        byte[] bytes = ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
        Murmur3 murmur = new Murmur3();

        murmur.hash(bytes, 1, bytes.length - 1);

        assertThat(String.format("%016x", murmur.first())).isEqualTo(first);
        assertThat(String.format("%016x", murmur.second())).isEqualTo(second);
    }

    /** Tails are read in two ways: with eight bytes before their end, and without. */
    @Test
    void hashDoesNotDependOnWhatStandsAround() {
        Murmur3 murmur = new Murmur3();
        for (int length = 0; length < 50; length++) {
            byte[] alone =
                    "0123456789".repeat(5).substring(0, length).getBytes(StandardCharsets.UTF_8);
            murmur.hash(alone, 0, length);
            long first = murmur.first();
            long second = murmur.second();
            byte[] among = new byte[length + 30];
            Arrays.fill(among, (byte) '#');
            System.arraycopy(alone, 0, among, 13, length);

            murmur.hash(among, 13, 13 + length);

            assertThat(murmur.first()).isEqualTo(first);
            assertThat(murmur.second()).isEqualTo(second);
        }
    }
}
