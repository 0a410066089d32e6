package io.github.taxistream.parse;

import static io.github.taxistream.parse.Parsing.TRIP;
import static io.github.taxistream.parse.Parsing.bytes;
import static io.github.taxistream.parse.Parsing.parse;
import static io.github.taxistream.parse.Parsing.rejectReason;
import static io.github.taxistream.parse.Parsing.trip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.RejectReason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of every kind, and records of every size. */
class TripParserBytesTest {

    private static final int MEGABYTE = 1 << 20;
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "{",
                "}",
                "{]",
                "nul",
                "Nan",
                "{'a':NAN}",
                "{'a':INF}",
                "{'a':+1}",
                "{'a':--Infinity}",
                "{NaN:1}",
                "{'a':1.}",
                "{'a':.5}",
                "{'a':+1}",
                "{'a':01}",
                "{'a':1e}",
                "{'a':0x10}",
                "{a:1}",
                "{'a':1,}",
                "{'a'}",
                "{'a':'\t'}",
                "{'a':'\\x'}",
                "{'a':1} x",
                "{},",
                "{},{}",
                "[] x",
                "// comment {}",
                "nullnull",
                "1-1",
                "{}1",
                "'a'{}",
                "VendorID,tpep_pickup_datetime"
            })
    void bytesThatAreNotOneJsonValue(String record) {
        assertThat(rejectReason(record)).isEqualTo(RejectReason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "[", ",", "}", "\u0000", "nul", "{'PULocationID'", TRIP})
    void lineThatHasMoreThanValuesIsNotJsonAsAWhole(String rest) {
        assertThat(rejectReason(TRIP + "}" + rest)).isEqualTo(RejectReason.NOT_JSON);
        assertThat(rejectReason(TRIP + "} " + rest)).isEqualTo(RejectReason.NOT_JSON);
    }

    @Test
    void whitespaceMayStandAroundTheObject() {
        assertThat(trip("\r\n\t " + TRIP + "}\r\n\t ").zoneId()).isEqualTo(4);
    }

    @Test
    void recordThatIsCutOffAnywhereIsNotJson() {
        byte[] whole = bytes(TRIP + ",'fare_amount':1.5}");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(rejectReason(cut)).isEqualTo(RejectReason.NOT_JSON);
        }
    }

    @Test
    void byteOrderMarkIsSkipped() {
        assertThat(parse(concat(BOM, bytes(TRIP + "}"))).trip().zoneId()).isEqualTo(4);
        assertThat(rejectReason(BOM)).isEqualTo(RejectReason.NOT_JSON);
        assertThat(rejectReason(concat(BOM, BOM, bytes(TRIP + "}"))))
                .isEqualTo(RejectReason.NOT_JSON);
        assertThat(rejectReason(concat(bytes(TRIP + "}"), BOM))).isEqualTo(RejectReason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void otherEncodingsAreNotJson(String charset) {
        byte[] record = (TRIP + "}").replace('\'', '"').getBytes(Charset.forName(charset));
        assertThat(rejectReason(record)).isEqualTo(RejectReason.NOT_JSON);
        assertThat(rejectReason("{}".getBytes(Charset.forName(charset))))
                .isEqualTo(RejectReason.NOT_JSON);
    }

    @Test
    void bytesThatAreNotUtf8AreNotJsonWhereverTheyStand() {
        for (int bad : new int[] {0x80, 0xBF, 0xC3, 0xE2, 0xF0, 0xFE, 0xFF}) {
            for (String member : List.of("PULocationID", "store_and_fwd_flag", "fare_amount")) {
                byte[] start = bytes(TRIP + ",'" + member + "':'Y");
                byte[] record = concat(start, new byte[] {(byte) bad}, bytes("N'}"));
                assertThat(rejectReason(record)).as("%x", bad).isEqualTo(RejectReason.NOT_JSON);
            }
            byte[] inName = concat(bytes(TRIP + ",'n"), new byte[] {(byte) bad}, bytes("':1}"));
            assertThat(rejectReason(inName)).isEqualTo(RejectReason.NOT_JSON);
        }
    }

    /** As RFC 3629 has it: nothing longer than it has to be, no half of a pair, and no more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0 80",
                "c1 bf",
                "e0 80 80",
                "e0 9f bf",
                "ed a0 80",
                "ed bf bf",
                "f0 80 80 80",
                "f0 8f bf bf",
                "f4 90 80 80",
                "f5 80 80 80",
                "f7 bf bf bf"
            })
    void bytesThatOnlyLookLikeUtf8AreNotJsonWhereverTheyStand(String hex) {
        byte[] bad = HexFormat.ofDelimiter(" ").parseHex(hex);
        for (String before : List.of(",'x':'", ",'fare_amount':'", ",'x':['", ",'")) {
            byte[] record = concat(bytes(TRIP + before), bad, bytes("':1}"));
            assertThat(rejectReason(record)).as(before).isEqualTo(RejectReason.NOT_JSON);
        }
    }

    @Test
    void theFirstAndTheLastCharacterOfEachLengthAreUtf8() {
        String ends = "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";
        assertThat(trip(TRIP + ",'" + ends + "':'" + ends + "'}").zoneId()).isEqualTo(4);
    }

    @Test
    void everyCharacterMayStandInAnUnknownMember() {
        assertThat(trip(TRIP + ",'ünï':'Ñ 漢 🚕 \\u0000 \\ud83d'}").zoneId()).isEqualTo(4);
    }

    @Test
    void nestingMayBeDeep() {
        int depth = 100_000;
        String arrays = "[".repeat(depth) + "]".repeat(depth);
        String objects = "{'a':".repeat(depth) + "1" + "}".repeat(depth);
        assertThat(trip(TRIP + ",'x':" + arrays + ",'y':" + objects + "}").zoneId()).isEqualTo(4);
        assertThat(rejectReason(arrays)).isEqualTo(RejectReason.NOT_AN_OBJECT);
        assertThat(rejectReason("[".repeat(depth))).isEqualTo(RejectReason.NOT_JSON);
        assertThat(rejectReason(TRIP + ",'PULocationID':" + arrays + "}"))
                .isEqualTo(RejectReason.BAD_ZONE);
    }

    @Test
    void textsMayBeLong() {
        String text = "ü".repeat(MEGABYTE / 2);
        assertThat(trip(TRIP + ",'x':'" + text + "'}").zoneId()).isEqualTo(4);
        assertThat(trip(TRIP + ",'" + text + "':1}").zoneId()).isEqualTo(4);
        assertThat(trip(TRIP + ",'fare_amount':'" + text + "'}").get(Measure.FARE)).isZero();
        assertThat(rejectReason("{'pickup_datetime':'" + text + "'}"))
                .isEqualTo(RejectReason.BAD_PICKUP_TIME);
        assertThat(rejectReason("'" + text + "'")).isEqualTo(RejectReason.NOT_AN_OBJECT);
        assertThat(rejectReason(text)).isEqualTo(RejectReason.NOT_JSON);
    }

    @Test
    void numbersMayBeLong() {
        String digits = "1".repeat(MEGABYTE);
        assertThat(trip(TRIP + ",'x':" + digits + "}").zoneId()).isEqualTo(4);
        assertThat(trip(TRIP + ",'fare_amount':" + digits + "}").get(Measure.FARE)).isZero();
        assertThat(trip(TRIP + ",'fare_amount':1." + digits + "}").get(Measure.FARE))
                .isEqualTo(111);
        assertThat(
                        trip(TRIP + ",'fare_amount':" + digits + "e-" + (MEGABYTE - 1) + "}")
                                .get(Measure.FARE))
                .isEqualTo(111);
        assertThat(rejectReason(TRIP + ",'PULocationID':" + digits + "}"))
                .isEqualTo(RejectReason.BAD_ZONE);
        assertThat(rejectReason(digits)).isEqualTo(RejectReason.NOT_AN_OBJECT);
    }

    @Test
    void unknownNamesMayBeMany() {
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, 100_000).boxed().toList());
        Collections.shuffle(numbers, new Random(1));
        StringBuilder record = new StringBuilder(TRIP);
        numbers.forEach(number -> record.append(",'column ").append(number).append("':0"));
        assertThat(trip(record.append('}').toString()).zoneId()).isEqualTo(4);
    }

    @Test
    void namesThatCollideInAHashTableAreIgnoredLikeAnyOther() {
        StringBuilder record = new StringBuilder(TRIP);
        for (String name : CollidingNames.some(3_000)) {
            record.append(",'").append(name).append("':0");
        }
        assertThat(trip(record.append('}').toString()).zoneId()).isEqualTo(4);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
