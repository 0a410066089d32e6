package io.github.taxistream.deploy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/**
 * A template of {@code scripts/deploy.sh} as CloudFormation would see it: parameters filled in and
 * functions worked out. A reference to a resource becomes the resource's name in the template.
 */
final class ManagedFlinkTemplate {

    static final Path JOB = Path.of("scripts/managed-flink.yaml");
    static final Path DATA = Path.of("scripts/managed-flink-data.yaml");

    /** What deploy.sh takes from the stack of the data, by the names there. */
    private static final Map<String, String> DERIVED =
            Map.of(
                    "JarKey", "jars/job.jar",
                    "BucketName", "Bucket",
                    "StreamArn", "arn:aws:kinesis:eu-west-1:123456789012:stream/TripStream",
                    "StreamName", "TripStream",
                    "OutputPrefix", "taxi");

    private static final Object NO_VALUE = new Object();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final Map<String, Object> template;
    private final Map<String, String> names = new LinkedHashMap<>();

    private ManagedFlinkTemplate(Map<String, Object> template, Map<String, String> given) {
        this.template = template;
        section("Resources").keySet().forEach(name -> names.put(name, name));
        section("Parameters").keySet().forEach(name -> names.put(name, defaultOf(name)));
        DERIVED.forEach(names::putIfAbsent);
        names.putAll(given);
        names.put("AWS::AccountId", "123456789012");
        names.put("AWS::Partition", "aws");
        names.put("AWS::Region", "eu-west-1");
        names.put("AWS::StackName", "taxi-stream");
    }

    /** The job's template with all parameters at their defaults, but for those given. */
    static ManagedFlinkTemplate with(Map<String, String> parameters) throws IOException {
        return read(JOB, parameters);
    }

    static ManagedFlinkTemplate withDefaults() throws IOException {
        return with(Map.of());
    }

    /** The same for the template of the data. */
    static ManagedFlinkTemplate data(Map<String, String> parameters) throws IOException {
        return read(DATA, parameters);
    }

    static ManagedFlinkTemplate data() throws IOException {
        return data(Map.of());
    }

    private static ManagedFlinkTemplate read(Path file, Map<String, String> parameters)
            throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new ManagedFlinkTemplate(
                    asMap(new Yaml(new ShortForms()).load(reader)), parameters);
        }
    }

    /** The names of all resources of a type that there are with these parameters. */
    List<String> resources(String type) {
        List<String> found = new ArrayList<>();
        section("Resources")
                .forEach(
                        (name, resource) -> {
                            Object condition = asMap(resource).get("Condition");
                            if (asMap(resource).get("Type").equals(type)
                                    && (condition == null || holds((String) condition))) {
                                found.add(name);
                            }
                        });
        return found;
    }

    /** The properties of a resource, worked out. */
    Map<String, Object> properties(String resource) {
        Object found = section("Resources").get(resource);
        if (found == null) {
            throw new IllegalArgumentException("there is no resource " + resource);
        }
        return asMap(workOut(asMap(found).get("Properties")));
    }

    /** What the job would get: settings by their keys, like {@code kinesis.stream}. */
    Map<String, String> jobSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Map<String, Object> group : propertyGroups()) {
            asMap(group.get("PropertyMap"))
                    .forEach(
                            (key, value) ->
                                    settings.put(
                                            group.get("PropertyGroupId") + "." + key,
                                            String.valueOf(value)));
        }
        return settings;
    }

    List<Map<String, Object>> propertyGroups() {
        return listAt(
                properties("Application"),
                "ApplicationConfiguration",
                "EnvironmentProperties",
                "PropertyGroups");
    }

    /** The list of objects that these keys lead to, one below the other. */
    static List<Map<String, Object>> listAt(Map<String, Object> from, String... keys) {
        Object at = from;
        for (String key : keys) {
            at = asMap(at).get(key);
        }
        List<Map<String, Object>> list = new ArrayList<>();
        for (Object each : (List<?>) at) {
            list.add(asMap(each));
        }
        return list;
    }

    @SuppressWarnings("unchecked") // YAML's keys are strings throughout a template.
    static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    private Map<String, Object> section(String name) {
        return asMap(template.get(name));
    }

    private String defaultOf(String parameter) {
        Object value = asMap(section("Parameters").get(parameter)).get("Default");
        return value == null ? DERIVED.get(parameter) : String.valueOf(value);
    }

    private Object workOut(Object node) {
        if (node instanceof List) {
            List<Object> list = new ArrayList<>();
            for (Object each : (List<?>) node) {
                Object value = workOut(each);
                if (value != NO_VALUE) {
                    list.add(value);
                }
            }
            return list;
        }
        if (!(node instanceof Map)) {
            return node;
        }
        Map<String, Object> map = asMap(node);
        if (map.size() == 1) {
            Map.Entry<String, Object> only = map.entrySet().iterator().next();
            if (only.getKey().startsWith("Fn::") || only.getKey().equals("Ref")) {
                return call(only.getKey(), only.getValue());
            }
        }
        Map<String, Object> worked = new LinkedHashMap<>();
        map.forEach(
                (key, value) -> {
                    Object result = workOut(value);
                    if (result != NO_VALUE) {
                        worked.put(key, result);
                    }
                });
        return worked;
    }

    private Object call(String function, Object argument) {
        return switch (function) {
            case "Ref" -> argument.equals("AWS::NoValue") ? NO_VALUE : name((String) argument);
            case "Fn::GetAtt" -> argument;
            case "Fn::Sub" -> substitute(argument);
            case "Fn::If" -> {
                List<?> branches = (List<?>) argument;
                yield workOut(branches.get(holds((String) branches.get(0)) ? 1 : 2));
            }
            case "Fn::Equals" -> {
                List<?> sides = (List<?>) workOut(argument);
                yield String.valueOf(sides.get(0)).equals(String.valueOf(sides.get(1)));
            }
            case "Fn::And" -> ((List<?>) workOut(argument)).stream().allMatch(Boolean.TRUE::equals);
            case "Fn::Not" -> !((Boolean) ((List<?>) workOut(argument)).get(0));
            case "Fn::Split" -> {
                List<?> split = (List<?>) workOut(argument);
                yield List.of(
                        ((String) split.get(1)).split(Pattern.quote((String) split.get(0)), -1));
            }
            case "Fn::Select" -> {
                List<?> select = (List<?>) workOut(argument);
                yield ((List<?>) select.get(1)).get((Integer) select.get(0));
            }
            case "Fn::Join" -> {
                List<?> join = (List<?>) workOut(argument);
                // A parameter that is a list comes as a text with commas.
                List<?> parts =
                        join.get(1) instanceof List
                                ? (List<?>) join.get(1)
                                : List.of(((String) join.get(1)).split(","));
                yield parts.stream()
                        .map(String.class::cast)
                        .collect(Collectors.joining((String) join.get(0)));
            }
            default -> throw new IllegalStateException("this test does not know " + function);
        };
    }

    private String substitute(Object argument) {
        boolean isList = argument instanceof List;
        Map<String, Object> own = isList ? asMap(workOut(((List<?>) argument).get(1))) : Map.of();
        String text = (String) (isList ? ((List<?>) argument).get(0) : argument);
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(filled(match, own)));
    }

    private String filled(MatchResult placeholder, Map<String, Object> own) {
        String name = placeholder.group(2);
        // ${!name} is CloudFormation's way to write a ${name} that is meant for somebody else.
        if (!placeholder.group(1).isEmpty()) {
            return "${" + name + "}";
        }
        return own.containsKey(name) ? (String) own.get(name) : name(name);
    }

    private boolean holds(String condition) {
        return (Boolean) workOut(section("Conditions").get(condition));
    }

    private String name(String of) {
        String value = names.get(of);
        if (value == null) {
            throw new IllegalStateException("the template has nothing named " + of);
        }
        return value;
    }
}
