package io.github.taxistream.producer.record;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A member of the records to be sent. Immutable. */
public final class Member {

    private final TripColumn column;
    private final String name;
    private final byte[] bytes;
    private final boolean isAgain;

    private Member(TripColumn column, String name, boolean isAgain) {
        this.column = column;
        this.name = name;
        this.bytes = TripJson.member(name);
        this.isAgain = isAgain;
    }

    /** The member for a column of trips of a data set. */
    public static Member of(TripColumn column, DataSet set) {
        return new Member(column, column.tlcName(set), false);
    }

    /**
     * The members for a file's columns: by the TLC's names those that are the TLC's, the others by
     * their own.
     */
    public static Member[] ofColumns(List<String> columns) {
        DataSet set = DataSet.ofColumns(columns);
        Set<TripColumn> proper = EnumSet.noneOf(TripColumn.class);
        for (String name : columns) {
            TripColumn.named(name).filter(c -> !TripColumn.isStopgap(name)).ifPresent(proper::add);
        }
        Set<String> names = new HashSet<>();
        Member[] members = new Member[columns.size()];
        for (int i = 0; i < members.length; i++) {
            boolean isStopgap = TripColumn.isStopgap(columns.get(i));
            TripColumn column =
                    TripColumn.named(columns.get(i))
                            .filter(c -> !isStopgap || !proper.contains(c))
                            .orElse(null);
            String name = column == null ? columns.get(i).trim() : column.tlcName(set);
            members[i] = new Member(column, name, !names.add(name));
        }
        return members;
    }

    /** The TLC's column, or null if it is not one of the TLC's. */
    public TripColumn column() {
        return column;
    }

    /** The name that it is sent with. */
    public String name() {
        return name;
    }

    /**
     * Whether a column before has the same name, as in a table of yellow and green trips: a missing
     * value must not take the place of that column's.
     */
    boolean isAgain() {
        return isAgain;
    }

    /** Whether it is a pickup or drop-off time. */
    public boolean isTime() {
        return column != null && column.kind() == TripColumn.Kind.TIME;
    }

    /** Name and colon, as they are written. */
    byte[] bytes() {
        return bytes;
    }

    boolean isWhole() {
        return column != null && column.kind() == TripColumn.Kind.WHOLE;
    }

    boolean mayBeNumber() {
        return column == null
                || column.kind() == TripColumn.Kind.WHOLE
                || column.kind() == TripColumn.Kind.NUMBER;
    }
}
