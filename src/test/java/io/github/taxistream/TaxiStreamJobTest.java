package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.support.SharedFlink;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The job as a graph, between its real ends. */
class TaxiStreamJobTest {

    @Test
    void noTypeFallsBackToKryo() {
        assertThatThrownBy(
                        () ->
                                TypeInformation.of(Locale.class)
                                        .createSerializer(
                                                SharedFlink.environment(1)
                                                        .getConfig()
                                                        .getSerializerConfig()))
                .as("the guard itself")
                .isInstanceOf(UnsupportedOperationException.class);
        for (StreamNode node : wholeJob()) {
            assertThat(node.getTypeSerializerOut()).isNotInstanceOf(KryoSerializer.class);
            for (TypeSerializer<?> in : node.getTypeSerializersIn()) {
                assertThat(in).isNotInstanceOf(KryoSerializer.class);
            }
        }
    }

    @Test
    void everyOperatorHasAUidOfItsOwnSoThatASavepointFindsIt() {
        assertThat(wholeJob())
                .extracting(StreamNode::getTransformationUID)
                .doesNotContainNull()
                .doesNotHaveDuplicates()
                .contains("kinesis-trips", "combiner", "zone-hour-window", "late-rows", "archive");
    }

    @Test
    void onlyTheWritersOfRowsHaveAParallelismOfTheirOwn() {
        for (StreamNode node : wholeJob()) {
            boolean isRowWriter = node.getOperatorName().startsWith("zone_hourly");
            assertThat(node.getParallelism())
                    .as(node.getOperatorName())
                    .isEqualTo(isRowWriter ? 2 : 3);
        }
    }

    /** The job between its real ends, which are not asked for anything before it runs. */
    private static List<StreamNode> wholeJob() {
        StreamExecutionEnvironment env = SharedFlink.environment(3);
        TaxiStreamJob.define(
                env,
                settings(
                        "--kinesis.region=us-east-1",
                        "--output.archive=true",
                        "--output.parallelism=2"));
        return List.copyOf(env.getStreamGraph().getStreamNodes());
    }

    static JobSettings settings(String... further) {
        String[] args = Arrays.copyOf(further, further.length + 2);
        args[further.length] = "--kinesis.stream=trips";
        args[further.length + 1] = "--output.path=/nowhere";
        return JobSettings.read(args, Path.of("no-runtime-properties"));
    }
}
