package io.github.taxistream.trip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ArchiveFormatProperties {

    @Property(tries = 2_000)
    void exactlyTheSameRecordsComeOutAgain(@ForAll("records") List<byte[]> records)
            throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] record : records) {
            ArchiveFormat.write(record, file);
        }

        assertThat(read(file.toByteArray())).containsExactlyElementsOf(records);
    }

    @Test
    void recordOnOneLineStandsAsItCame() throws IOException {
        assertThat(written("{\"PULocationID\":4}")).isEqualTo("{\"PULocationID\":4}\n");
        assertThat(written(" no JSON \r\n\n")).isEqualTo(" no JSON \r\n\n\n");
    }

    @Test
    void recordThatOneLineCannotHoldIsBase64() throws IOException {
        assertThat(written("{}\n{}")).isEqualTo("{\"record_base64\":\"e30Ke30=\"}\n");
        assertThat(written("")).isEqualTo("{\"record_base64\":\"\"}\n");
        assertThat(written("{\"record_base64\":\"1\"}"))
                .isEqualTo("{\"record_base64\":\"eyJyZWNvcmRfYmFzZTY0IjoiMSJ9\"}\n");
    }

    /** Written by a version that put a newline after each record's bytes, whatever they were. */
    @Test
    void olderFileIsReadByLines() throws IOException {
        assertThat(read(bytes("\n{}\n{\n}\nx")))
                .containsExactly(bytes("{}"), bytes("{"), bytes("}"), bytes("x"));
    }

    @Test
    void lineWithoutBase64IsNamed() {
        assertThatThrownBy(() -> read(bytes("{\"record_base64\":\"?\"}\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("{\"record_base64\":\"?\"}");
        assertThatThrownBy(() -> read(bytes("{\"record_base64\":\"")))
                .isInstanceOf(IOException.class);
    }

    @Provide
    Arbitrary<List<byte[]>> records() {
        Arbitrary<String> pieces =
                Arbitraries.of("\n", "\r", "{}", " ", "{\"record_base64\":\"", "\"}", "ü", "x");
        Arbitrary<byte[]> texts =
                pieces.list().ofMaxSize(6).map(all -> bytes(String.join("", all)));
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        return Arbitraries.oneOf(texts, bytes).list().ofMaxSize(6);
    }

    private static String written(String record) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ArchiveFormat.write(bytes(record), file);
        return file.toString(StandardCharsets.UTF_8);
    }

    private static List<byte[]> read(byte[] file) throws IOException {
        ArchiveFormat.Reader reader = new ArchiveFormat.Reader(new ByteArrayInputStream(file));
        List<byte[]> records = new ArrayList<>();
        for (Optional<byte[]> next = reader.next(); next.isPresent(); next = reader.next()) {
            records.add(next.get());
        }
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
