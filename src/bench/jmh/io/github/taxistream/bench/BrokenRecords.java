package io.github.taxistream.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.github.taxistream.trip.Trip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records with one byte changed, so that they are not JSON any more, to see who takes notice. */
final class BrokenRecords {

    private static final int COUNT = 10_000;
    private static final String BYTES = "{}[]\":,.+-0123456789eEtrufalsn\\ '/#\t\u0001";

    private final List<byte[]> records = new ArrayList<>();

    /** Makes them of whole ones, the same ones each time. */
    BrokenRecords(TripRecords whole) {
        Random random = new Random(1);
        JsonFactory judge = new JsonFactory();
        while (records.size() < COUNT) {
            byte[] record = whole.at(random.nextInt(whole.count())).clone();
            record[random.nextInt(record.length)] =
                    (byte) BYTES.charAt(random.nextInt(BYTES.length()));
            if (!isJson(judge, record)) {
                records.add(record);
            }
        }
    }

    private static boolean isJson(JsonFactory judge, byte[] record) {
        try (JsonParser tokens = judge.createParser(record)) {
            while (tokens.nextToken() != null) {
                tokens.finishToken();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The share that the reader refuses, for whatever reason. */
    double refusedBy(TripReader reader) {
        int refused = 0;
        for (byte[] record : records) {
            try {
                Trip trip = reader.read(record);
                refused += trip == null ? 1 : 0;
            } catch (IOException | RuntimeException e) {
                refused++;
            }
        }
        return 1.0 * refused / records.size();
    }
}
