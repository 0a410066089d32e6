# The model of scripts/sizing.sh: a number of shards a line in, a row of the table a line out.
# docs/performance.md says how each constant was measured; what is AWS's is marked.

BEGIN {
  cpu_a_million = aggregate ? 2.2 : 2.6 # CPU s a million trips, the client and TLS included
  cpu_a_poll = 0.0009                   # CPU s of a request for records, whatever it brings
  heap_base = 300                       # MB of Flink and the job
  heap_a_shard = 0.2                    # MB of a shard at its tip
  heap_a_backlog = 30                   # MB of a shard with a backlog: an answer of 10 MB, its records (assumed)
  checkpoint_base = 59                  # kB
  checkpoint_a_shard = 0.2              # kB
  files_a_day = 41                      # of usual trips, late rows included

  polls = 1               # the job's kinesis.poll-interval; while a shard is behind it is 5, as AWS allows
  records_in = 1000       # AWS: a second and shard
  bytes_in = 1048576      # AWS: a second and shard
  kpu_heap = 3072         # AWS: MB
  usual_kpus = 64         # AWS: of an account, until it asks for more
  max_parallelism = 720   # the job's

  print "| shards | trips/s | MB/s | vCPU: trips | vCPU: polls | KPUs | limited by | AWS's rule: KPUs | checkpoint | files a day | PUTs a day |"
  print "|---|---|---|---|---|---|---|---|---|---|---|"
}

function up(x) { return x == int(x) ? x : int(x) + 1 }

function most(a, b) { return a > b ? a : b }

{
  shards = $1
  each = given != "" ? given : bytes_in / bytes
  if (given == "" && !aggregate && each > records_in) each = records_in
  if (each * bytes > bytes_in || (!aggregate && each > records_in))
    too_many = "a shard takes no more than 1 MB and, not aggregated, 1,000 records a second"
  trips = shards * each
  megabytes = trips * bytes / 1048576
  by_trips = trips / 1e6 * cpu_a_million
  by_polls = shards * polls * cpu_a_poll
  by_cpu = (by_trips + by_polls) / headroom
  by_heap = shards * (heap_a_shard + heap_a_backlog) / (kpu_heap - heap_base)
  kpus = most(1, up(most(by_cpu, by_heap)))
  limit = by_heap > by_cpu ? "heap, if all are behind" : by_polls > by_trips ? "CPU: polls" : "CPU: trips"
  if (kpus == 1) limit = "nothing"
  if (kpus > usual_kpus) limit = limit "; quota of " usual_kpus " KPUs"
  if (kpus > max_parallelism) limit = limit "; parallelism of " max_parallelism
  printf "| %d | %d | %.1f | %.2f | %.2f | %d + 1 | %s | %d to %d | %d kB | %d | %d |\n", shards, trips, megabytes,
    by_trips, by_polls, kpus, limit, up(megabytes / 3), up(megabytes), checkpoint_base + shards * checkpoint_a_shard,
    files_a_day, 3 * files_a_day
}

END {
  if (too_many) print "note: " too_many > "/dev/stderr"
}
