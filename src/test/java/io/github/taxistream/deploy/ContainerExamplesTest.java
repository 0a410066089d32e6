package io.github.taxistream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.taxistream.JobSettings;
import io.github.taxistream.TaxiStreamJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The examples for containers, which cannot be run here, held to what their readers know: the
 * Compose Specification, and the Flink Kubernetes Operator's v1beta1.
 */
class ContainerExamplesTest {

    private static final Path FOLDER = Path.of("docs", "container");
    private static final String JAR = "taxi-stream-job.jar";
    private static final String RESTART = "no|always|on-failure(:\\d+)?|unless-stopped";
    private static final String PORT = "([\\d.]+:)?\\d+:\\d+(/tcp|/udp)?";

    @Test
    void imageIsFlinksOwnWithS3AsAPluginAndTheJobInUsrlib() throws Exception {
        String dockerfile = Files.readString(FOLDER.resolve("Dockerfile"));
        assertThat(dockerfile)
                .contains(
                        "\nFROM flink:1.20-java17\n",
                        "/opt/flink/plugins/s3-fs-hadoop/\n",
                        "\nCOPY target/" + JAR + " /opt/flink/usrlib/" + JAR + "\n");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<flink.version>1.20.", "/" + JAR + "</outputFile>");
        assertThat(dockerfile.lines().filter(line -> line.matches("[A-Z]+ .*")))
                .allMatch(line -> line.matches("(FROM|RUN|COPY) .*"));
    }

    @Test
    void composeFileHasOnlyWhatTheSpecificationKnows() throws Exception {
        Map<String, Object> file = read("compose.yaml");
        file.keySet().removeIf(key -> key.startsWith("x-"));
        assertThat(file).containsOnlyKeys("services");
        Map<String, Object> services = map(file.get("services"));
        assertThat(services).containsOnlyKeys("jobmanager", "taskmanager");
        for (Object each : services.values()) {
            Map<String, Object> service = map(each);
            assertThat(
                            Set.of(
                                    "image",
                                    "build",
                                    "command",
                                    "environment",
                                    "ports",
                                    "depends_on",
                                    "restart"))
                    .containsAll(service.keySet());
            assertThat(map(service.get("environment")).values()).allMatch(String.class::isInstance);
            assertThat((String) service.get("restart")).matches(RESTART);
        }
        Map<String, Object> jobManager = map(services.get("jobmanager"));
        Map<String, Object> build = map(jobManager.get("build"));
        Path context = FOLDER.resolve((String) build.get("context"));
        assertThat(context.resolve((String) build.get("dockerfile"))).exists();
        assertThat(texts(jobManager.get("ports"))).allMatch(port -> port.matches(PORT));
        List<String> command = texts(jobManager.get("command"));
        assertThat(command.subList(0, 3))
                .containsExactly(
                        "standalone-job", "--job-classname", TaxiStreamJob.class.getName());
        requireSettings(command.subList(3, command.size()));
        String properties = (String) map(jobManager.get("environment")).get("FLINK_PROPERTIES");
        assertThat(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(properties))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsKeys("execution.checkpointing.interval", "jobmanager.rpc.address");
    }

    @Test
    void deploymentHasOnlyWhatTheOperatorKnows() throws Exception {
        Map<String, Object> file = read("flinkdeployment.yaml");
        assertThat(file).containsOnlyKeys("apiVersion", "kind", "metadata", "spec");
        assertThat(file)
                .containsEntry("apiVersion", "flink.apache.org/v1beta1")
                .containsEntry("kind", "FlinkDeployment");
        Map<String, Object> spec = map(file.get("spec"));
        assertThat(
                        Set.of(
                                "image",
                                "flinkVersion",
                                "serviceAccount",
                                "flinkConfiguration",
                                "jobManager",
                                "taskManager",
                                "job"))
                .containsAll(spec.keySet());
        assertThat(spec).containsEntry("flinkVersion", "v1_20");
        // The operator's are texts: a number of YAML's is refused.
        assertThat(map(spec.get("flinkConfiguration")).values()).allMatch(String.class::isInstance);
        for (String process : List.of("jobManager", "taskManager")) {
            Map<String, Object> resource = map(map(spec.get(process)).get("resource"));
            assertThat(resource).containsOnlyKeys("cpu", "memory");
            assertThat(resource.get("cpu")).isInstanceOf(Number.class);
            assertThat((String) resource.get("memory")).matches("\\d+[kmg]");
        }
        Map<String, Object> job = map(spec.get("job"));
        assertThat(Set.of("jarURI", "entryClass", "args", "parallelism", "upgradeMode", "state"))
                .isEqualTo(job.keySet());
        assertThat(job)
                .containsEntry("jarURI", "local:///opt/flink/usrlib/" + JAR)
                .containsEntry("entryClass", TaxiStreamJob.class.getName())
                .containsEntry("state", "running");
        assertThat(job.get("upgradeMode")).isIn("stateless", "last-state", "savepoint");
        requireSettings(texts(job.get("args")));
    }

    private static void requireSettings(List<String> arguments) {
        String[] filled =
                arguments.stream()
                        .map(argument -> argument.replaceAll("\\$\\{\\w+\\}", "taxi"))
                        .toArray(String[]::new);
        assertThatCode(() -> JobSettings.read(filled)).doesNotThrowAnyException();
    }

    private static Map<String, Object> read(String file) throws Exception {
        return map(
                new Yaml(new SafeConstructor(new LoaderOptions()))
                        .load(Files.readString(FOLDER.resolve(file))));
    }

    @SuppressWarnings("unchecked") // YAML's maps have texts for keys, which a wrong one would show.
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // A wrong one would show where it is used.
    private static List<String> texts(Object value) {
        return (List<String>) value;
    }
}
