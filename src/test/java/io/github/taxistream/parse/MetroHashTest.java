package io.github.taxistream.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetroHashTest {

    /** The reference implementation's vector; each step takes part in it. */
    @Test
    void hashIsTheReferenceImplementations() {
        byte[] text = ("[" + "0123456789".repeat(6) + "012]").getBytes(StandardCharsets.UTF_8);
        MetroHash hash = new MetroHash();

        hash.hash(text, 1, text.length - 1);

        assertThat(hash.first()).isEqualTo(Long.reverseBytes(0xC77CE2BFA4ED9F9BL));
        assertThat(hash.second()).isEqualTo(Long.reverseBytes(0x0548B2AC5074A297L));
    }

    @Test
    void hashDoesNotDependOnWhatStandsAround() {
        MetroHash hash = new MetroHash();
        for (int length = 0; length < 100; length++) {
            byte[] alone =
                    "0123456789".repeat(10).substring(0, length).getBytes(StandardCharsets.UTF_8);
            hash.hash(alone, 0, length);
            long first = hash.first();
            long second = hash.second();
            byte[] among = new byte[length + 30];
            Arrays.fill(among, (byte) '#');
            System.arraycopy(alone, 0, among, 13, length);

            hash.hash(among, 13, 13 + length);

            assertThat(hash.first()).isEqualTo(first);
            assertThat(hash.second()).isEqualTo(second);
        }
    }
}
