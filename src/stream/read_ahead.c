/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Read-ahead: threads that touch the files a consumer will read next. */
#include "stream/read_ahead.h"

#include "base/memory.h"
#include "platform/clock.h"
#include "platform/thread.h"

#define THREADS      2            /* beside the consumer itself */
#define SCRATCH_SIZE (256u << 10) /* of each thread */
#define BATCH        4u           /* files a thread takes at a time */
#define STEP         8u           /* files the consumer moves before it tells */

/*
 * One read in SAMPLE_EVERY is timed. A cached one takes some microseconds, one that waits for a
 * disk a hundred or more. The clock counts in milliseconds, or in ticks of 16, and so errs on
 * single reads but not on many.
 */
#define SAMPLE_EVERY 4u
#define SAMPLES      128u
#define COLD_MS      18u /* of so many reads: a disk was waited for */
#define HOT_MS       8u  /* of so many touched files: there was nothing to do */

/*
 * What is slow need not be a disk: under Wine another process opens each file, and threads only
 * make it busier. Threads that did not help are sent away for so many times SAMPLES reads, and for
 * twice as many the next time.
 */
#define REST_MINIMUM 4u
#define REST_MAXIMUM 1024u

struct worker {
    struct read_ahead *read_ahead;
    struct platform_thread *thread;
    struct folder_cache folders;
    void *scratch;
};

struct read_ahead {
    const struct folder_table *table;
    read_ahead_touch touch;
    void *context;

    /* The consumer's own. */
    uint32_t files_until_sample;
    uint32_t samples;
    uint64_t sampled_ms;
    uint64_t cold_ms;   /* what SAMPLES reads took before the threads began */
    uint32_t rest;      /* so many times SAMPLES reads are passed over */
    uint32_t next_rest; /* when the threads do not help again */
    uint32_t told_position;
    uint32_t told_limit;
    bool is_active;

    /* Under the mutex. */
    struct platform_mutex *mutex;
    struct platform_condition *moved;
    uint32_t next;
    uint32_t limit;
    uint32_t touched;
    uint64_t touching_ms;
    bool is_hot; /* the threads find everything in the cache: they are not needed */
    bool is_ending;

    struct worker workers[THREADS];
};

enum status read_ahead_create(const struct folder_table *table, read_ahead_touch touch,
                              void *context, struct read_ahead **read_ahead)
{
    struct read_ahead *created = memory_allocate(1, sizeof(*created));

    *read_ahead = NULL;
    if (created == NULL)
        return STATUS_NO_MEMORY;
    created->table = table;
    created->touch = touch;
    created->context = context;
    created->files_until_sample = SAMPLE_EVERY;
    created->next_rest = REST_MINIMUM;
    if (platform_mutex_create(&created->mutex) != STATUS_OK ||
        platform_condition_create(&created->moved) != STATUS_OK) {
        read_ahead_destroy(created);
        return STATUS_NO_MEMORY;
    }
    *read_ahead = created;
    return STATUS_OK;
}

static void worker_end(struct worker *worker)
{
    platform_thread_destroy(worker->thread);
    folder_cache_release(&worker->folders);
    memory_free(worker->scratch);
    worker->thread = NULL;
    worker->scratch = NULL;
}

static void end_all(struct read_ahead *read_ahead)
{
    platform_mutex_lock(read_ahead->mutex);
    read_ahead->is_ending = true;
    platform_condition_broadcast(read_ahead->moved);
    platform_mutex_unlock(read_ahead->mutex);
    for (size_t i = 0; i < THREADS; i++)
        worker_end(&read_ahead->workers[i]);
    read_ahead->is_ending = false;
    read_ahead->is_hot = false;
    read_ahead->is_active = false;
    read_ahead->touched = 0;
    read_ahead->touching_ms = 0;
}

void read_ahead_destroy(struct read_ahead *read_ahead)
{
    if (read_ahead == NULL)
        return;
    if (read_ahead->is_active)
        end_all(read_ahead);
    platform_condition_destroy(read_ahead->moved);
    platform_mutex_destroy(read_ahead->mutex);
    memory_free(read_ahead);
}

/* Gives the files [*first, *end) to the calling thread; false when it is time to end. */
static bool take_batch(struct read_ahead *read_ahead, uint32_t *first, uint32_t *end)
{
    bool is_ending;

    platform_mutex_lock(read_ahead->mutex);
    while (read_ahead->next >= read_ahead->limit && !read_ahead->is_ending)
        platform_condition_wait(read_ahead->moved, read_ahead->mutex);
    is_ending = read_ahead->is_ending;
    *first = read_ahead->next;
    *end = *first + BATCH < read_ahead->limit ? *first + BATCH : read_ahead->limit;
    if (!is_ending)
        read_ahead->next = *end;
    platform_mutex_unlock(read_ahead->mutex);
    return !is_ending;
}

static void note_time(struct read_ahead *read_ahead, uint32_t files, uint64_t ms)
{
    platform_mutex_lock(read_ahead->mutex);
    read_ahead->touched += files;
    read_ahead->touching_ms += ms;
    if (read_ahead->touched >= SAMPLES) {
        read_ahead->is_hot = read_ahead->touching_ms < HOT_MS;
        read_ahead->touched = 0;
        read_ahead->touching_ms = 0;
    }
    platform_mutex_unlock(read_ahead->mutex);
}

static void worker_run(void *context)
{
    struct worker *worker = context;
    struct read_ahead *read_ahead = worker->read_ahead;
    uint32_t first;
    uint32_t end;

    while (take_batch(read_ahead, &first, &end)) {
        const uint64_t begun = platform_clock_monotonic_ms();

        for (uint32_t index = first; index < end; index++)
            read_ahead->touch(read_ahead->context, index, &worker->folders, worker->scratch,
                              SCRATCH_SIZE);
        note_time(read_ahead, end - first, platform_clock_monotonic_ms() - begun);
    }
}

enum status read_ahead_start(struct read_ahead *read_ahead)
{
    if (read_ahead->is_active)
        return STATUS_OK;
    read_ahead->next = read_ahead->limit = 0;
    read_ahead->told_position = read_ahead->told_limit = 0;
    for (size_t i = 0; i < THREADS; i++) {
        struct worker *worker = &read_ahead->workers[i];

        worker->read_ahead = read_ahead;
        folder_cache_init(&worker->folders, read_ahead->table);
        worker->scratch = memory_resize(NULL, SCRATCH_SIZE, 1);
        if (worker->scratch == NULL ||
            platform_thread_create(worker_run, worker, &worker->thread) != STATUS_OK) {
            end_all(read_ahead);
            return STATUS_NO_MEMORY;
        }
    }
    read_ahead->is_active = true;
    read_ahead->cold_ms = COLD_MS;
    return STATUS_OK;
}

static void send_away(struct read_ahead *read_ahead)
{
    end_all(read_ahead);
    read_ahead->rest = read_ahead->next_rest;
    if (read_ahead->next_rest < REST_MAXIMUM)
        read_ahead->next_rest *= 2;
}

uint64_t read_ahead_begin(struct read_ahead *read_ahead)
{
    if (--read_ahead->files_until_sample != 0)
        return 0;
    read_ahead->files_until_sample = SAMPLE_EVERY;
    return platform_clock_monotonic_ms();
}

void read_ahead_end(struct read_ahead *read_ahead, uint64_t begun)
{
    uint64_t sampled_ms;

    if (begun == 0)
        return;
    read_ahead->sampled_ms += platform_clock_monotonic_ms() - begun;
    if (++read_ahead->samples < SAMPLES)
        return;
    sampled_ms = read_ahead->sampled_ms;
    read_ahead->samples = 0;
    read_ahead->sampled_ms = 0;
    read_ahead_judge(read_ahead, sampled_ms);
}

/* Without memory for threads reading goes on as it did. */
void read_ahead_judge(struct read_ahead *read_ahead, uint64_t sampled_ms)
{
    if (read_ahead->is_active) {
        if (sampled_ms * 4 > read_ahead->cold_ms * 3)
            send_away(read_ahead);
        else
            read_ahead->next_rest = REST_MINIMUM;
    } else if (read_ahead->rest != 0) {
        read_ahead->rest--;
    } else if (sampled_ms >= COLD_MS && read_ahead_start(read_ahead) == STATUS_OK) {
        read_ahead->cold_ms = sampled_ms;
    }
}

bool read_ahead_is_active(const struct read_ahead *read_ahead)
{
    return read_ahead->is_active;
}

/* Gives the threads their new bounds; whether they are of any use. */
static bool tell(struct read_ahead *read_ahead, uint32_t position, uint32_t limit)
{
    bool is_hot;

    platform_mutex_lock(read_ahead->mutex);
    /* A consumer that went back, or far ahead, takes the threads with it. */
    if (read_ahead->next < position || read_ahead->next > limit)
        read_ahead->next = position;
    read_ahead->limit = limit;
    is_hot = read_ahead->is_hot;
    platform_condition_broadcast(read_ahead->moved);
    platform_mutex_unlock(read_ahead->mutex);
    return !is_hot;
}

void read_ahead_advance(struct read_ahead *read_ahead, uint32_t position, uint32_t limit)
{
    if (!read_ahead->is_active)
        return;
    if (position - read_ahead->told_position < STEP && limit - read_ahead->told_limit < STEP)
        return;
    read_ahead->told_position = position;
    read_ahead->told_limit = limit;
    if (!tell(read_ahead, position, limit))
        send_away(read_ahead);
}
