# SPDX-License-Identifier: MIT
"""A wire with a delay between this network namespace and a named one: two TUN devices, and packets that wait.

usage: slow-wire.py NAMESPACE DEVICE ADDRESS ADDRESS_IN_NAMESPACE SECONDS

Prints "up" when both ends are there, and ends with its standard input. The devices go with the process.
"""
import collections
import ctypes
import fcntl
import os
import select
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x1001
LONGEST_PACKET = 2000
QUEUE = "10000"


def device(name, address):
    """Makes a device in the namespace in which this process is now."""
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN_NO_PI))
    subprocess.check_call(["ip", "address", "add", address + "/30", "dev", name])
    subprocess.check_call(["ip", "link", "set", name, "up", "txqueuelen", QUEUE])
    return tun


def enter(namespace):
    handle = os.open("/run/netns/" + namespace, os.O_RDONLY)
    if ctypes.CDLL(None).setns(handle, 0) != 0:
        sys.exit("cannot enter the namespace " + namespace)


def carry(near, far, delay):
    waiting = collections.deque()
    while True:
        left = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for end in select.select([near, far, sys.stdin], [], [], left)[0]:
            if end is sys.stdin:
                return
            packet = os.read(end, LONGEST_PACKET)
            waiting.append((time.monotonic() + delay, far if end == near else near, packet))
        while waiting and waiting[0][0] <= time.monotonic():
            _, end, packet = waiting.popleft()
            try:
                os.write(end, packet)
            except OSError:
                pass  # the end is down or its queue is full: the packet is lost, as on any wire


here = device(sys.argv[2], sys.argv[3])
enter(sys.argv[1])
there = device("collector", sys.argv[4])
print("up", flush=True)
carry(here, there, float(sys.argv[5]))
