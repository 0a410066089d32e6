package io.github.taxistream.parse;

import static io.github.taxistream.parse.Parsing.parse;
import static io.github.taxistream.parse.Parsing.rejectReason;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.RejectReason;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rejections of what people send by mistake say what it is. */
class KnownShapesTest {

    private static final String GOOD = Parsing.TRIP + "}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VendorID,tpep_pickup_datetime,PULocationID",
                "2,2024-01-31 10:15:00,2024-01-31 10:25:00,1,4",
                "2\t2024-01-31 10:15:00\t4",
                "'2';'2024-01-31 10:15:00';'4'\r\n'2';'2024-01-31 10:15:00';'4'"
            })
    void csv(String record) {
        assertThat(rejectReason(record)).isEqualTo(RejectReason.NOT_JSON);
        assertThat(detail(record)).contains("looks like CSV");
    }

    @Test
    void jsonInsideAJsonString() {
        String inString = "'" + GOOD.replace("'", "\\'") + "'";
        assertThat(rejectReason(inString)).isEqualTo(RejectReason.NOT_AN_OBJECT);
        assertThat(detail(inString)).contains("JSON inside a JSON string");
        assertThat(detail("{'message':" + inString + "}"))
                .isEqualTo(
                        "no pickup time, but JSON inside the string \"message\": send that alone");
        assertThat(detail("'text'")).isEqualTo("JSON, but not an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "ride", "payload", "detail", "Item"})
    void tripOneLevelDown(String member) {
        String record = "{'id':'1','x':[{}],'" + member + "':" + GOOD + ",'y':{}}";
        assertThat(rejectReason(record)).isEqualTo(RejectReason.MISSING_PICKUP_TIME);
        assertThat(detail(record))
                .isEqualTo(
                        "no pickup time, but one inside the member \""
                                + member
                                + "\": send that alone");
        assertThat(detail(" {'" + member + "': " + GOOD + "}\n{}")).contains(member);
        assertThat(detail("\uFEFF{'" + member + "':" + GOOD + "}")).contains(member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'data':{}}", "{'data':'{'}", "{'data':[1],'x':'y'}"})
    void objectWithoutAPickupTimeAnywhere(String record) {
        assertThat(detail(record)).isEqualTo("no pickup time");
    }

    @ParameterizedTest
    @CsvSource({
        "'Obj\u0001', Avro",
        "PAR1, Parquet",
        "ORC, ORC",
        "'\u0000\u0000\u0000\u0000\u0007', Avro",
        "BZh91AY, bzip2"
    })
    void binaryFileByItsMagic(String magic, String name) {
        byte[] record = Arrays.copyOf(magic.getBytes(UTF_8), 200);
        // It may well have lines that are JSON.
        System.arraycopy(Parsing.bytes("\n" + GOOD + "\n"), 0, record, 50, GOOD.length() + 2);
        assertThat(rejectReason(record)).isEqualTo(RejectReason.NOT_JSON);
        assertThat(parse(record).rejection().detail()).contains(name);
        assertThat(parse(record).hasNext()).isFalse();
    }

    @Test
    void textThatIsEncodedOtherwise() {
        assertThat(detail(Base64.getEncoder().encodeToString(Parsing.bytes(GOOD))))
                .contains("Base64");
        assertThat(parse(GOOD.getBytes(UTF_16)).rejection().detail()).contains("UTF-16");
        byte[] dict = GOOD.getBytes(UTF_8);
        assertThat(parse(dict).rejection().detail()).contains("as Python prints a dict");
    }

    @Test
    void anythingElseSaysWhereItIsNotJson() {
        assertThat(detail("{'a':}")).isEqualTo("not JSON: byte 5 is 0x7d where a value should be");
        assertThat(detail("garbage")).isEqualTo("not JSON: byte 0 is 0x67 where a value should be");
        assertThat(detail("")).isEqualTo("not JSON: the record is empty");
    }

    private static String detail(String record) {
        return parse(record).rejection().detail();
    }
}
