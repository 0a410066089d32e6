package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taxistream.support.ManagedFlink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Managed Flink refuses a program that sets in code what is the service's to set. */
class ProgramConfigTest {

    private final List<Pipeline> submitted = new ArrayList<>();

    @BeforeEach
    void runAsManagedFlinkDoes() {
        Configuration cluster = GlobalConfiguration.loadConfiguration("flink-conf");
        cluster.setString("execution.program-config.enabled", "false");
        cluster.setString("execution.program-config.wildcards", ManagedFlink.SETTABLE_IN_CODE);
        cluster.set(DeploymentOptions.TARGET, "test");
        StreamContextEnvironment.setAsContext(
                new Submissions(), cluster, getClass().getClassLoader(), true, true);
    }

    @AfterEach
    void runAsUsual() {
        StreamContextEnvironment.unsetAsContext();
    }

    @Test
    void jobSetsNothingInCodeThatItMayNot(@TempDir Path output) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        TaxiStreamJob.define(
                env,
                JobSettings.read(
                        new String[] {
                            "--kinesis.stream",
                            "arn:aws:kinesis:us-east-1:123456789012:stream/taxi-trips",
                            "--output.path",
                            output.toString()
                        }));
        env.executeAsync("taxi-stream");

        assertThat(submitted)
                .singleElement()
                .extracting(pipeline -> ((StreamGraph) pipeline).getJobName())
                .isEqualTo("taxi-stream");
    }

    /** So the test above does notice. */
    @ParameterizedTest
    @MethodSource("forbidden")
    void forbiddenSettingIsRefused(Consumer<StreamExecutionEnvironment> setting) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        setting.accept(env);
        env.fromData(1).sinkTo(new DiscardingSink<>());

        assertThatThrownBy(() -> env.executeAsync("any"))
                .hasMessageContaining("Not allowed configuration change(s) were detected");
        assertThat(submitted).isEmpty();
    }

    static Stream<Consumer<StreamExecutionEnvironment>> forbidden() {
        return Stream.of(
                env -> env.enableCheckpointing(60_000),
                env -> env.setParallelism(3),
                env -> env.getConfig().enableObjectReuse(),
                env ->
                        env.configure(
                                new Configuration().set(PipelineOptions.GENERIC_TYPES, false)));
    }

    @Test
    void runtimePropertiesAreReadAsManagedFlinkLeavesThem(@TempDir Path folder) throws Exception {
        // What the service writes to /etc/flink/application_properties.json.
        Path file =
                Files.writeString(
                        folder.resolve("application_properties.json"),
                        "[{\"PropertyGroupId\":\"kinesis\",\"PropertyMap\":{"
                                + "\"stream\":\"taxi-trips\",\"region\":\"eu-west-1\","
                                + "\"reader\":\"EFO\",\"consumer-name\":\"job\"}},"
                                + "{\"PropertyGroupId\":\"time\",\"PropertyMap\":{"
                                + "\"max-out-of-orderness\":\"2 h\"}},"
                                + "{\"PropertyGroupId\":\"output\",\"PropertyMap\":{"
                                + "\"path\":\"s3://taxi/out\",\"parallelism\":\"3\"}}]");

        JobSettings settings = JobSettings.read(new String[] {"--output.parallelism", "2"}, file);

        assertThat(settings.effective())
                .containsEntry("kinesis.stream", "taxi-trips")
                .containsEntry("kinesis.region", "eu-west-1")
                .containsEntry("kinesis.reader", "EFO")
                .containsEntry("kinesis.consumer-name", "job")
                .containsEntry("time.max-out-of-orderness", "2 h")
                .containsEntry("output.path", "s3://taxi/out")
                .containsEntry("output.parallelism", "2");
    }

    /** Takes jobs instead of a cluster. */
    private final class Submissions
            implements PipelineExecutorServiceLoader, PipelineExecutorFactory {

        @Override
        public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
            return this;
        }

        @Override
        public Stream<String> getExecutorNames() {
            return Stream.of(getName());
        }

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isCompatibleWith(Configuration configuration) {
            return true;
        }

        @Override
        public PipelineExecutor getExecutor(Configuration configuration) {
            return (pipeline, options, classLoader) -> {
                submitted.add(pipeline);
                return CompletableFuture.completedFuture(null);
            };
        }
    }
}
