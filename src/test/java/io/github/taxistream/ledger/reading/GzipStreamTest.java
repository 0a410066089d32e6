package io.github.taxistream.ledger.reading;

import static io.github.taxistream.support.Gzip.gzip;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gzip is unpacked to its last byte, or it is an error. */
class GzipStreamTest {

    /** As from a network: some bytes at a time, and none at hand before they are read. */
    private static InputStream trickling(byte[] bytes, int atATime) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, atATime));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
    }

    private static byte[] members(int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.writeBytes(gzip(("line " + i + "\n").getBytes(US_ASCII)));
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13, 27, 28, 29, 1000})
    void everyMemberIsReadHoweverTheBytesCome(int atATime) throws IOException {
        try (InputStream in = new GzipStream(trickling(members(50), atATime))) {
            assertThat(new String(in.readAllBytes(), US_ASCII).lines()).hasSize(50);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    /** As the command gzip writes it, and with all the other fields that it may have. */
    @Test
    void headerMayHaveNameCommentAndMore() throws IOException {
        byte[] plain = members(1);
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        named.write(plain, 0, 3);
        named.write(2 | 4 | 8 | 16);
        named.write(plain, 4, 6);
        named.writeBytes(
                new byte[] {3, 0, 'x', 'y', 'z', 'a', '.', 'c', 's', 'v', 0, 'c', 0, 9, 9});
        named.write(plain, 10, plain.length - 10);
        try (InputStream in = new GzipStream(new ByteArrayInputStream(named.toByteArray()))) {
            assertThat(in.readAllBytes()).asString(US_ASCII).isEqualTo("line 0\n");
        }
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        byte[] whole = members(2);
        int first = members(1).length;
        for (int length = 0; length < whole.length; length++) {
            InputStream cut = new ByteArrayInputStream(whole, 0, length);
            if (length == first) {
                assertThat(new GzipStream(cut).readAllBytes()).hasSize(7);
            } else {
                assertThatThrownBy(() -> new GzipStream(cut).readAllBytes())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("ends too early");
            }
        }
    }

    @Test
    void damageIsNoticed() throws IOException {
        byte[] whole = members(2);
        whole[whole.length - 6]++;
        assertThatThrownBy(() -> new GzipStream(new ByteArrayInputStream(whole)).readAllBytes())
                .hasMessageContaining("a checksum is wrong");
    }

    @Test
    void whatIsNoGzipIsSaidWhereItStands() throws IOException {
        byte[] odd = {0x1F, (byte) 0x8B, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        assertThatThrownBy(() -> new GzipStream(new ByteArrayInputStream(odd)))
                .hasMessage("it begins as gzip does, but is not gzip");
        byte[] followed = Arrays.copyOf(members(1), members(1).length + 1);
        followed[followed.length - 1] = 'x';
        assertThatThrownBy(() -> new GzipStream(new ByteArrayInputStream(followed)).readAllBytes())
                .hasMessage("what follows its gzip data is not gzip");
    }
}
