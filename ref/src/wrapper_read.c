/* Reading text: chunks are decoded as they come, and given by characters and lines. */
#include "wrapper.h"
#include "wtf8.h"

/* Appends the text of `data` to `decoded`; nothing on failure. */
static int decode(rs_wrapper *wrapper, rs_text data, bool final, rs_error *error) {
    rs_growing *decoded = &wrapper->decoded, *before = &wrapper->undecoded;
    size_t start = decoded->size, kept = before->size, used = 0;
    if (kept) {
        if (rs_growing_add(before, data.data, data.size, error) < 0)
            return -1;
        data = (rs_text){before->data, before->size, true};
    }
    if (rs_newlines_before(&wrapper->newlines, decoded, error) < 0 ||
        wrapper->codec.type->decode(&wrapper->codec, data.data, data.size, final, decoded, &used, error) < 0) {
        decoded->size = start;
        before->size = used ? 0 : kept;
        wrapper->failed = data;
        return -1;
    }
    rs_newlines_after(&wrapper->newlines, decoded, start, final);
    size_t rest = data.size - used;
    if (kept) {
        memmove(before->data, before->data + used, rest);
        before->size = rest;
        return 0;
    }
    return rs_growing_add(before, data.data + used, rest, error);
}

static const char *unread(const rs_wrapper *wrapper) {
    return wrapper->decoded.size ? wrapper->decoded.data + wrapper->used : "";
}

static size_t unread_size(const rs_wrapper *wrapper) {
    return wrapper->decoded.size - wrapper->used;
}

static ptrdiff_t take(rs_wrapper *wrapper, size_t size, rs_text *data) {
    *data = (rs_text){unread(wrapper), size, false};
    wrapper->used += size;
    return (ptrdiff_t)size;
}

/* What has been given makes room. */
static void compact(rs_wrapper *wrapper) {
    rs_growing *decoded = &wrapper->decoded;
    size_t rest = unread_size(wrapper);
    if (wrapper->used == 0)
        return;
    if (rest)
        memmove(decoded->data, decoded->data + wrapper->used, rest);
    decoded->size = rest;
    if (rest == 0)
        rs_growing_clear(decoded);
    wrapper->used = 0;
}

static int lose_unread(rs_wrapper *wrapper) {
    wrapper->used = 0;
    wrapper->decoded.size = 0;
    return -1;
}

/* How many bytes to ask for where that many characters are wanted. */
static int64_t chunk_size(const rs_wrapper *wrapper, uint64_t characters) {
    double ratio = wrapper->bytes_per_character > 1 ? wrapper->bytes_per_character : 1;
    double guess = (double)characters * ratio;
    return guess > RS_TEXT_CHUNK ? (guess < 1e9 ? (int64_t)guess : 1000000000) : RS_TEXT_CHUNK;
}

/* One chunk more: 1; 0 at the end, or if there is nothing; -1, and then what was unread is lost, as in CPython. */
static int read_chunk(rs_wrapper *wrapper, uint64_t characters, rs_error *error) {
    rs_text data;
    compact(wrapper);
    size_t before = wrapper->decoded.size;
    if (rs_reader_read1(wrapper->reader, chunk_size(wrapper, characters), &data, error) < 0 ||
        decode(wrapper, data, data.size == 0, error) < 0)
        return lose_unread(wrapper);
    size_t more = wrapper->decoded.size - before;
    wrapper->chunk = more ? RS_CHUNK : RS_EMPTY_CHUNK;
    if (characters) {
        size_t count = more ? rs_wtf8_count(wrapper->decoded.data + before, more) : 0;
        wrapper->bytes_per_character = count ? (double)data.size / (double)count : 0;
    }
    return more > 0 || data.size > 0;
}

static ptrdiff_t read_all(rs_wrapper *wrapper, rs_text *data, rs_error *error) {
    rs_text rest;
    ptrdiff_t got = rs_reader_read(wrapper->reader, -1, &rest, error);
    if (got < 0)
        return got;
    compact(wrapper);
    if (decode(wrapper, rest, true, error) < 0)
        return -1;
    return take(wrapper, unread_size(wrapper), data);
}

ptrdiff_t rs_wrapper_read(rs_wrapper *wrapper, int64_t size, rs_text *data, rs_error *error) {
    wrapper->failed = rs_str(NULL);
    if (rs_wrapper_turn(wrapper, error) < 0)
        return -1;
    if (size < 0)
        return read_all(wrapper, data, error);
    size_t bytes = 0; /* of the characters that are there */
    uint64_t wanted = (uint64_t)size;
    for (;;) {
        uint64_t count = wanted;
        bytes += rs_wtf8_bytes(unread(wrapper) + bytes, unread_size(wrapper) - bytes, &count);
        wanted -= count;
        if (wanted == 0)
            return take(wrapper, bytes, data);
        int more = read_chunk(wrapper, wanted, error);
        if (more < 0)
            return -1;
        if (more == 0)
            return take(wrapper, bytes, data);
    }
}

/* The bytes of at most `limit` characters; negative: all of them. */
static size_t limited(const char *text, size_t size, int64_t limit) {
    uint64_t count = (uint64_t)limit;
    return limit < 0 ? size : rs_wtf8_bytes(text, size, &count);
}

ptrdiff_t rs_wrapper_readline(rs_wrapper *wrapper, int64_t limit, rs_text *data, rs_error *error) {
    size_t known = 0, counted = 0;
    uint64_t left = limit < 0 ? 0 : (uint64_t)limit; /* characters behind the `counted` bytes */
    wrapper->failed = rs_str(NULL);
    if (rs_wrapper_turn(wrapper, error) < 0)
        return -1;
    if (!wrapper->reader) /* unlike read(), after the turn, which fails first: as in CPython */
        return rs_fail_unsupported(error, "not readable");
    for (;;) {
        const char *text = unread(wrapper);
        size_t size = unread_size(wrapper), line = rs_newlines_line(&wrapper->newlines, text, size, known);
        if (line)
            return take(wrapper, limited(text, line, limit), data);
        known = rs_newlines_known(&wrapper->newlines, text, size);
        if (limit > 0 || (limit == 0 && wrapper->chunk == RS_CHUNK)) { /* 0 waits for a first chunk, too */
            uint64_t count = left;
            counted += rs_wtf8_bytes(text + counted, known - counted, &count);
            left -= count;
            if (left == 0)
                return take(wrapper, counted, data);
        }
        if (wrapper->chunk == RS_CHUNK) /* it has been put aside */
            wrapper->chunk = RS_NO_CHUNK;
        int more = read_chunk(wrapper, 0, error);
        if (more < 0)
            return -1;
        if (more > 0)
            continue;
        wrapper->chunk = RS_NO_CHUNK;
        return take(wrapper, limited(unread(wrapper), unread_size(wrapper), limit), data);
    }
}
