package io.github.taxistream.deploy;

import static io.github.taxistream.deploy.ManagedFlinkTemplate.asMap;
import static io.github.taxistream.deploy.ManagedFlinkTemplate.listAt;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the SQL for Athena, the examples and the definitions, against the template's tables. */
class AthenaExamplesTest {

    private static final Path EXAMPLES = Path.of("docs/input-and-output.md");
    private static final Path DEFINITIONS = Path.of("scripts/athena.sql");
    private static final Pattern SQL_BLOCK = Pattern.compile("```sql\n(.*?)\n```", Pattern.DOTALL);

    @Test
    void definitionsAreWhatTheTemplateMakes() throws IOException {
        assertThat(DEFINITIONS)
                .content()
                .contains(
                        definition("ZoneHourlyTable", "STORED AS PARQUET\n"),
                        definition(
                                "RejectedTable",
                                "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'\n"),
                        definition("ArchiveTable", ""));
    }

    @Test
    void queriesRunInDuckDbToo() throws Exception {
        List<String> queries =
                sqlBlocks().stream()
                        .filter(block -> block.startsWith("SELECT") || block.startsWith("WITH"))
                        .collect(Collectors.toList());
        assertThat(queries).hasSizeGreaterThanOrEqualTo(3);

        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement duckDb = connection.createStatement()) {
            for (String table : List.of("ZoneHourlyTable", "RejectedTable", "ArchiveTable")) {
                duckDb.execute(
                        String.format(
                                "CREATE TABLE %s (%s, %s)",
                                table(table).get("Name"),
                                columns(table, "StorageDescriptor", "Columns"),
                                columns(table, "PartitionKeys")));
            }
            for (String query : queries) {
                duckDb.executeQuery(query.replaceAll(";\\s*$", "")).close();
            }
        }
    }

    private static List<String> sqlBlocks() throws IOException {
        return SQL_BLOCK
                .matcher(Files.readString(EXAMPLES))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.toList());
    }

    /** The statement that makes in Athena what the template makes in Glue. */
    private static String definition(String resource, String format) throws IOException {
        Map<String, Object> table = table(resource);
        String properties =
                asMap(table.get("Parameters")).entrySet().stream()
                        .filter(each -> !each.getKey().equals("EXTERNAL"))
                        .map(each -> String.format("  '%s' = '%s'", each.getKey(), each.getValue()))
                        .collect(Collectors.joining(",\n"));
        String statement =
                String.format(
                        "CREATE EXTERNAL TABLE %s (\n  %s\n)\nPARTITIONED BY (%s)\n%s"
                                + "LOCATION '%s'\nTBLPROPERTIES (\n%s\n);",
                        table.get("Name"),
                        columns(resource, "StorageDescriptor", "Columns").replace(", ", ",\n  "),
                        columns(resource, "PartitionKeys"),
                        format,
                        asMap(table.get("StorageDescriptor")).get("Location"),
                        properties);
        return statement.replace("s3://Bucket/", "s3://YOUR-BUCKET/");
    }

    private static Map<String, Object> table(String resource) throws IOException {
        return asMap(ManagedFlinkTemplate.data().properties(resource).get("TableInput"));
    }

    private static String columns(String resource, String... keys) throws IOException {
        return listAt(table(resource), keys).stream()
                .map(column -> column.get("Name") + " " + column.get("Type"))
                .collect(Collectors.joining(", "));
    }
}
