package io.github.taxistream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the policy for whoever deploys to the calls that the script makes, no more and no less. */
class DeployerRightsTest {

    private static final Path POLICY = Path.of("docs/deployer-policy.json");
    private static final Path SCRIPTS = Path.of("scripts/deploy");

    /** A call as the scripts write it; what people are told to type begins with aws. */
    private static final Pattern CALL =
            Pattern.compile(
                    "(?<!aws )\\b(cloudformation|kinesisanalyticsv2|kinesis|s3api|s3|cloudwatch|logs)"
                            + " (\"\\$1-alarm-actions\"|[a-z0-9]+(?:-[a-z0-9]+)+|cp|mv|rm)(?= )");

    /** What the calls to S3 are by IAM's names. */
    private static final Map<String, List<String>> S3 =
            Map.of(
                    "s3api head-object", List.of("s3:GetObject"),
                    "s3api list-objects-v2", List.of("s3:ListBucket"),
                    "s3api delete-bucket", List.of("s3:DeleteBucket"),
                    "s3 cp", List.of("s3:PutObject"),
                    "s3 mv",
                            List.of(
                                    "s3:GetObject",
                                    "s3:PutObject",
                                    "s3:DeleteObject",
                                    "s3:ListBucket"),
                    "s3 rm", List.of("s3:DeleteObject", "s3:ListBucket"));

    @Test
    void theDeployersPolicyHasTheScriptsCallsAndNoOthers() throws IOException {
        assertThat(allowed("CallsOfTheScript")).isEqualTo(called());
    }

    @Test
    void everyKindOfResourceInTheTemplatesMayBeMade() throws IOException {
        Set<String> services =
                allowed("WhatCloudFormationMakesInYourName").stream()
                        .map(action -> action.substring(0, action.indexOf(':')))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(services)
                .isEqualTo(
                        resourceTypes()
                                .map(DeployerRightsTest::service)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<String> called() throws IOException {
        Set<String> actions = new TreeSet<>();
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.collect(Collectors.toList())) {
                CALL.matcher(Files.readString(file).replace("\\\n", " ").replaceAll(" +", " "))
                        .results()
                        .forEach(call -> actions.addAll(actions(call.group(1), call.group(2))));
            }
        }
        return actions;
    }

    private static List<String> actions(String service, String operation) {
        if (operation.startsWith("\"")) {
            return List.of("cloudwatch:EnableAlarmActions", "cloudwatch:DisableAlarmActions");
        }
        if (service.startsWith("s3")) {
            return S3.get(service + " " + operation);
        }
        String action =
                Arrays.stream(operation.split("-"))
                        .map(
                                word ->
                                        word.substring(0, 1).toUpperCase(Locale.ROOT)
                                                + word.substring(1))
                        .collect(Collectors.joining());
        return List.of(service.replace("analyticsv2", "analytics") + ":" + action);
    }

    private static Set<String> allowed(String statement) throws IOException {
        Set<String> actions = new TreeSet<>();
        for (JsonNode each : new ObjectMapper().readTree(POLICY.toFile()).get("Statement")) {
            if (each.get("Sid").asText().equals(statement)) {
                each.get("Action").forEach(action -> actions.add(action.asText()));
            }
        }
        return actions;
    }

    private static Stream<String> resourceTypes() throws IOException {
        return Stream.of(ManagedFlinkTemplate.JOB, ManagedFlinkTemplate.DATA)
                .flatMap(
                        file -> {
                            try {
                                return Files.readAllLines(file).stream();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                .map(String::strip)
                .filter(line -> line.startsWith("Type: AWS::"))
                .map(line -> line.substring("Type: AWS::".length()));
    }

    /** What IAM calls the service of a resource's type. */
    private static String service(String type) {
        String name = type.substring(0, type.indexOf(':')).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "kinesisanalyticsv2" -> "kinesisanalytics";
            case "kinesisfirehose" -> "firehose";
            default -> name;
        };
    }
}
