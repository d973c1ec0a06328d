/*
 * forward NAMESPACE: carries packets between the device tun0 of this network namespace and that of another one, so that two
 * kernels have such a link between them.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <sched.h>
#include "tun.h"

enum { MOST = 64, LONGEST = 65536 };

static void carry(int from, int to) {
    static char packet[LONGEST];
    for (int i = 0; i < MOST; i++) {
        ssize_t length = read(from, packet, sizeof packet);
        if (length < 0)
            return;
        /* What has no room is lost, as on any link. */
        if (write(to, packet, length) < 0)
            continue;
    }
}

int main(int count, char **arguments) {
    char path[256];
    if (count != 2)
        return 2;

    int here = attach_tun("tun0");
    snprintf(path, sizeof path, "/run/netns/%s", arguments[1]);
    int other = open(path, O_RDONLY);
    if (other < 0 || setns(other, CLONE_NEWNET) < 0)
        fail(path);
    int there = attach_tun("tun0");
    fcntl(here, F_SETFL, O_NONBLOCK);
    fcntl(there, F_SETFL, O_NONBLOCK);
    for (;;) {
        struct pollfd ends[] = {{.fd = here, .events = POLLIN}, {.fd = there, .events = POLLIN}};
        if (poll(ends, 2, -1) < 0)
            fail("poll");
        if (ends[0].revents)
            carry(here, there);
        if (ends[1].revents)
            carry(there, here);
    }
}
