package io.github.taxistream.sink;

import io.github.taxistream.support.SharedFlink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a sink leaves behind. */
final class WrittenFiles {

    private WrittenFiles() {}

    /** Writes values by a job of a single writer. */
    static <T> void write(TypeInformation<T> type, List<T> values, Sink<T> sink) throws Exception {
        StreamExecutionEnvironment env = SharedFlink.environment(1);
        env.fromData(values, type).sinkTo(sink).uid("sink");
        SharedFlink.run(env);
    }

    /** The text of the files of each folder, in their order, by its path under this one. */
    static Map<String, String> textByFolder(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (file.toString().endsWith(".gz")) {
                    bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
                }
                texts.merge(
                        folder.relativize(file.getParent()).toString(),
                        new String(bytes, StandardCharsets.UTF_8),
                        String::concat);
            }
        }
        return texts;
    }
}
