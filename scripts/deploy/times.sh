# shellcheck shell=bash
# Times, without the date command, whose options differ between Linux and macOS. Sourced by deploy.sh.

now() { date +%s; }

# What awk needs to turn a day into the days since 1970 and back.
readonly CALENDAR='
  function days(y, m, d,   era, yoe, doy) {
    y -= m <= 2; era = int((y >= 0 ? y : y - 399) / 400); yoe = y - era * 400
    doy = int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
    return era * 146097 + yoe * 365 + int(yoe / 4) - int(yoe / 100) + doy - 719468
  }
  function day(z,   era, doe, yoe, doy, mp, d, m) {
    z += 719468; era = int(z / 146097); doe = z - era * 146097
    yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
    doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
    d = doy - int((153 * mp + 2) / 5) + 1; m = mp + (mp < 10 ? 3 : -9)
    return sprintf("%04d-%02d-%02d", yoe + era * 400 + (m <= 2), m, d)
  }
  function epoch(text,   offset, sign) {
    if (text ~ /^[0-9.]+$/) return int(text)
    offset = 0
    if (match(text, /[+-][0-9][0-9]:?[0-9][0-9]$/)) {
      sign = substr(text, RSTART, 1) == "-" ? -1 : 1
      offset = substr(text, RSTART + 1); sub(/:/, "", offset)
      offset = sign * (substr(offset, 1, 2) * 3600 + substr(offset, 3, 2) * 60)
    }
    return days(substr(text, 1, 4) + 0, substr(text, 6, 2) + 0, substr(text, 9, 2) + 0) * 86400 \
      + substr(text, 12, 2) * 3600 + substr(text, 15, 2) * 60 + substr(text, 18, 2) - offset
  }
  function iso(t,   s) {
    s = t % 86400
    return day(int(t / 86400)) sprintf("T%02d:%02d:%02dZ", int(s / 3600), int(s % 3600 / 60), s % 60)
  }'

# iso SECONDS: as people and AWS read it, like 2024-01-31T23:59:59Z.
iso() { awk -v t="$1" "$CALENDAR"'BEGIN { print iso(t) }'; }

# rows_by_time: rows whose first column is a time, in seconds since 1970 instead, sorted. The AWS CLI
# prints times as a number in version 1 and as text in version 2.
rows_by_time() {
  awk -F '\t' -v OFS='\t' "$CALENDAR"'NF > 1 { $1 = epoch($1); print }' | sort -n -k1,1
}
