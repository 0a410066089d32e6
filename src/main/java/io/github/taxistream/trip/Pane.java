package io.github.taxistream.trip;

/** Why a row of {@code zone_hourly} was written when it was. */
public enum Pane {
    /** The watermark passed the end of the hour. Nearly every zone and hour has only this row. */
    ON_TIME("on_time"),
    /** Trips arrived after their hour was closed. */
    LATE("late"),
    /** The zone and hour had no trip for the quiet period, while the watermark stood still. */
    QUIET("quiet");

    private final String id;

    Pane(String id) {
        this.id = id;
    }

    /** Its name in the output. */
    public String id() {
        return id;
    }
}
