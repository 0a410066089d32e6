package io.github.taxistream.ledger.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.taxistream.trip.Zones;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Where each zone's hexagon lies on the map; scripts/zone-tiles.py has computed it. */
final class ZoneTiles {

    private ZoneTiles() {}

    /**
     * Zones with their hexagons as JSON: id, name, borough, row, and column in half hexagons.
     *
     * <p>It may stand inside a script element: no name has a "less than".
     */
    static String json() {
        StringWriter text = new StringWriter();
        try (BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        ZoneTiles.class.getResourceAsStream("tiles.csv"),
                                        StandardCharsets.UTF_8));
                JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartArray();
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] values = line.split(",", -1);
                int zone = Integer.parseInt(values[0]);
                json.writeStartArray();
                json.writeNumber(zone);
                json.writeString(Zones.name(zone));
                json.writeString(Zones.borough(zone));
                json.writeNumber(Integer.parseInt(values[1]));
                json.writeNumber(Integer.parseInt(values[2]));
                json.writeEndArray();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("tiles.csv cannot be read", e);
        }
        return text.toString();
    }
}
