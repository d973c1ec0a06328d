#include <stdint.h>
#include <stddef.h>
#include <string.h>

/* RFC 1071 in plain C: eight bytes a turn, halves kept apart in 64 bits, so that no carry is lost below 2^32 turns. */
uint16_t checksum(const uint8_t *data, size_t length)
{
    uint64_t sum = 0;
    size_t i = 0;

    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, data + i, 8);
        sum += (word & 0xFFFFFFFFu) + (word >> 32);
    }
    if (length - i >= 4) {
        uint32_t word;
        memcpy(&word, data + i, 4);
        sum += word;
        i += 4;
    }
    if (length - i >= 2) {
        uint16_t word;
        memcpy(&word, data + i, 2);
        sum += word;
        i += 2;
    }
    if (i < length)
        sum += data[i];

    while (sum >> 16)
        sum = (sum & 0xFFFF) + (sum >> 16);
    return (uint16_t)~(sum << 8 | sum >> 8);
}
