package io.github.taxistream.parse;

import static io.github.taxistream.parse.ReadAlike.assertReadAlike;

import io.github.taxistream.trip.Instants;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A damaged record is the same to the ledger and to the job. */
class DamagedReadingProperties {

    /**
     * Wherever they stand: between values, in a name, in a text that counts or one that does not.
     */
    @Property(tries = 3_000)
    void bytesThatDoNotBelongThereAreReadAlike(
            @ForAll("objects") List<Map.Entry<String, String>> members,
            @ForAll @IntRange(max = 10_000) int place,
            @ForAll("oddBytes") byte[] odd,
            @ForAll boolean areAdded,
            @ForAll Instants instants) {
        byte[] record = AnyRecords.record(members);
        int from = place % record.length;
        int to = areAdded ? from : Math.min(record.length, from + odd.length);
        byte[] damaged = new byte[record.length - (to - from) + odd.length];
        System.arraycopy(record, 0, damaged, 0, from);
        System.arraycopy(odd, 0, damaged, from, odd.length);
        System.arraycopy(record, to, damaged, from + odd.length, record.length - to);
        assertReadAlike(damaged, instants);
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> objects() {
        return AnyRecords.members();
    }

    @Provide
    Arbitrary<byte[]> oddBytes() {
        Arbitrary<byte[]> likeUtf8 =
                Arbitraries.of(
                                "c080",
                                "c3a9",
                                "e08080",
                                "e282ac",
                                "eda080",
                                "efbbbf",
                                "f09f9a95",
                                "f0808080",
                                "f4908080",
                                "c3",
                                "e282",
                                "ff")
                        .map(hex -> HexFormat.of().parseHex(hex));
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(3);
        Arbitrary<byte[]> json =
                Arbitraries.of("{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "\\ud83d", "null")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(likeUtf8, any, json);
    }
}
