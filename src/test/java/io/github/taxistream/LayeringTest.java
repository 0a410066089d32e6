package io.github.taxistream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Who may know whom. */
@AnalyzeClasses(
        packages = "io.github.taxistream",
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {

    private static final String OURS = "io.github.taxistream.";

    /** What the producer's jar has beyond the job's words and parser. */
    private static final String[] TOOL = {
        OURS + "aws..", OURS + "cli..", OURS + "ledger..", OURS + "parquet..", OURS + "producer.."
    };

    private static final String CONNECTOR_API = "org.apache.flink.streaming.connectors.kinesis..";
    private static final String CONNECTOR_SHADED = "org.apache.flink.kinesis..";

    @ArchTest
    static final ArchRule tripKnowsTheJdkAlone =
            classes()
                    .that()
                    .resideInAPackage(OURS + "trip..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", OURS + "trip..");

    @ArchTest
    static final ArchRule serializationKnowsTrip = knowsOfOursOnly("serialization", "trip");

    @ArchTest static final ArchRule settingsKnowNoStage = knowsOfOursOnly("settings", "trip");

    @ArchTest static final ArchRule whatSubmitsTheJobDoesNotKnowIt = knowsOfOursOnly("cluster");

    @ArchTest
    static final ArchRule sourceKnowsNoOtherStage =
            knowsOfOursOnly("source", "trip", "serialization");

    @ArchTest static final ArchRule parseKnowsNoOtherStage = knowsOfOursOnly("parse", "trip");

    @ArchTest
    static final ArchRule windowKnowsNoOtherStage =
            knowsOfOursOnly("window", "trip", "serialization");

    @ArchTest
    static final ArchRule sinkKnowsNoOtherStage = knowsOfOursOnly("sink", "trip", "serialization");

    /** Like the job itself it puts stages together, but only what knows no Flink. */
    @ArchTest
    static final ArchRule lambdaKnowsStages =
            knowsOfOursOnly("lambda", "trip", "source", "parse", "sink");

    @ArchTest
    static final ArchRule lambdaReachesNoFlink =
            noClasses()
                    .that()
                    .resideInAPackage(OURS + "lambda..")
                    .should()
                    .transitivelyDependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule onlyOneRoomOfTheSourceNamesTheConnector =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(OURS + "source.connector..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(CONNECTOR_API, CONNECTOR_SHADED);

    @ArchTest
    static final ArchRule otherRoomsOfTheSourceKnowNoFlink =
            noClasses()
                    .that()
                    .resideInAPackage(OURS + "source..")
                    .and()
                    .resideOutsideOfPackage(OURS + "source.connector..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule parserKnowsNoFlink =
            noClasses()
                    .that()
                    .resideInAPackage(OURS + "parse..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule ledgerKnowsNoProducer =
            knowsOfOursOnly("ledger", "aws", "cli", "parquet", "trip");

    @ArchTest
    static final ArchRule producerAndLedgerKnowNoFlink =
            noClasses()
                    .that()
                    .resideInAnyPackage(TOOL)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule nothingOfTheJobKnowsTheProducer =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(TOOL)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(TOOL);

    @ArchTest
    static final ArchRule noPackagesKnowEachOther =
            slices().matching("io.github.(**)").should().beFreeOfCycles();

    /** A package that knows itself and these others, and of our own classes nothing else. */
    private static ArchRule knowsOfOursOnly(String folder, String... others) {
        Set<String> known = Set.of(others);
        return classes()
                .that()
                .resideInAPackage(OURS + folder + "..")
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.describe(
                                "are not ours, or in " + folder + " or " + known,
                                (JavaClass it) ->
                                        !isOurs(it)
                                                || folderOf(it).equals(folder)
                                                || known.contains(folderOf(it))));
    }

    private static boolean isOurs(JavaClass it) {
        return (it.getPackageName() + ".").startsWith(OURS);
    }

    private static String folderOf(JavaClass it) {
        String rest = (it.getPackageName() + ".").substring(OURS.length());
        return rest.substring(0, Math.max(0, rest.indexOf('.')));
    }
}
