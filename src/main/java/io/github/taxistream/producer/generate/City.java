package io.github.taxistream.producer.generate;

import io.github.taxistream.trip.Zones;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where and when New York takes taxis, in rough numbers: an urn has as many slips for a zone as it
 * has pickups, one urn for the day and one for the night.
 */
final class City {

    static final int EWR = 1;
    static final int JFK = 132;
    static final int LGA = 138;

    /** Zones by how busy they are, and how many slips each zone of the row has. */
    private static final int[][] BUSY = {
        {100, 132, 161, 237, 236},
        {85, 162, 138, 186, 230, 142},
        {65, 170, 163, 48, 234, 239, 68, 141},
        {50, 79, 164, 249, 107, 140, 238, 229, 263, 100},
        {40, 90, 43, 246, 113, 262, 137, 231, 143, 114},
        {25, 50, 144, 148, 158, 233, 211, 13, 87, 88, 125, 261},
        {12, 75, 74, 151, 24, 224, 232, 4, 45, 41, 166, 42, 13, 209},
        {6, 7, 116, 152, 244, 145, 146, 179, 193, 129, 82, 95, 130, 97, 181, 65, 33, 66},
        {3, 49, 25, 255, 256, 17, 61, 225, 112, 226, 260, 223, 70, 10, 93, 168, 247, 119},
    };

    private static final int[] NIGHTLIFE = {79, 148, 249, 114, 234, 48, 158, 144, 113, 211, 68};
    private static final int[] WORKING_WEEKDAY = {
        28, 18, 12, 8, 9, 18, 42, 72, 88, 84, 80, 84, 90, 92, 98, 102, 100, 112, 124, 116, 104, 98,
        84, 56
    };
    private static final int[] FRIDAY = {
        34, 22, 15, 11, 11, 18, 40, 68, 84, 82, 80, 86, 92, 94, 100, 104, 102, 116, 128, 126, 116,
        114, 114, 102
    };
    private static final int[] SATURDAY = {
        88, 74, 60, 44, 26, 14, 18, 28, 44, 62, 76, 88, 98, 102, 104, 104, 104, 110, 118, 114, 104,
        106, 112, 108
    };
    private static final int[] SUNDAY = {
        94, 82, 68, 50, 30, 14, 16, 22, 36, 56, 74, 86, 94, 98, 98, 96, 92, 92, 90, 80, 70, 62, 50,
        36
    };

    /** North of the congestion zone. */
    private static final Set<Integer> UPTOWN =
            Set.of(41, 42, 74, 75, 116, 120, 127, 128, 151, 152, 153, 166, 194, 202, 243, 244);

    private final boolean[] manhattan = new boolean[Zones.COUNT + 1];
    private final int[] dayUrn;
    private final int[] nightUrn;
    private final int[] manhattanUrn;

    City() {
        int[] slips = new int[Zones.COUNT + 1];
        Arrays.fill(slips, 1, slips.length, 1);
        for (int[] row : BUSY) {
            for (int i = 1; i < row.length; i++) {
                slips[row[i]] = row[0];
            }
        }
        for (int zone = 1; zone <= Zones.COUNT; zone++) {
            manhattan[zone] = Zones.borough(zone).equals("Manhattan");
        }
        dayUrn = urn(slips);
        for (int zone : NIGHTLIFE) {
            slips[zone] *= 4;
        }
        nightUrn = urn(slips);
        manhattanUrn = Arrays.stream(dayUrn).filter(zone -> manhattan[zone]).toArray();
    }

    private static int[] urn(int[] slips) {
        return IntStream.range(1, slips.length)
                .boxed()
                .flatMap(zone -> Collections.nCopies(slips[zone], zone).stream())
                .collect(Collectors.toList())
                .stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** How busy an hour is, compared with others. */
    static int pickups(long hourSince1970) {
        int hour = (int) Math.floorMod(hourSince1970, 24L);
        // The first of January 1970 was a Thursday.
        int dayFromMonday = (int) Math.floorMod(Math.floorDiv(hourSince1970, 24L) + 3, 7L);
        switch (dayFromMonday) {
            case 4:
                return FRIDAY[hour];
            case 5:
                return SATURDAY[hour];
            case 6:
                return SUNDAY[hour];
            default:
                return WORKING_WEEKDAY[hour];
        }
    }

    static boolean isNight(int hourOfDay) {
        return hourOfDay >= 20 || hourOfDay < 6;
    }

    static boolean isRush(int hourOfDay) {
        return hourOfDay >= 16 && hourOfDay < 20;
    }

    static boolean isAirport(int zone) {
        return zone == JFK || zone == LGA || zone == EWR;
    }

    boolean isManhattan(int zone) {
        return manhattan[zone];
    }

    /** Where the congestion surcharge is due. */
    boolean isCongested(int zone) {
        return manhattan[zone] && !UPTOWN.contains(zone);
    }

    int pickupZone(Dice dice, int hourOfDay) {
        int[] urn = hourOfDay >= 22 || hourOfDay < 4 ? nightUrn : dayUrn;
        return urn[dice.below(urn.length)];
    }

    /** Most trips of Manhattan stay there. */
    int dropoffZone(Dice dice, int pickupZone) {
        int[] urn = manhattan[pickupZone] && dice.permille(600) ? manhattanUrn : dayUrn;
        return urn[dice.below(urn.length)];
    }

    /** Miles per hour, in tenths. */
    static int speed(Dice dice, int hourOfDay) {
        int usual = isRush(hourOfDay) ? 88 : hourOfDay < 6 ? 170 : isNight(hourOfDay) ? 125 : 100;
        return usual * dice.between(75, 130) / 100;
    }
}
