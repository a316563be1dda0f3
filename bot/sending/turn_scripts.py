"""What the limit on sending does inside Redis, each in one step: take a place, pause, give back."""

# KEYS: places over all, pause of all, pause of the chat, pace of the chat, places of the group, the
# lines in which somebody waits for a place, before whom no broadcast goes, pace of broadcasts.
# ARGV: ticket, whether interactive, whether a new message (an edit waits for no message before it),
# whether a group; then milliseconds between messages of a chat, of burst, and of holding a place
# unanswered; then places of a group and over all; whether it is a broadcast, milliseconds that
# the sign stands, the line and whether others stand in it behind this one, the milliseconds that a
# place may be given ahead, and those between broadcasts (0: no pace) and of their slack. Returns
# {1, milliseconds until the turn, 0, places taken} or {0, milliseconds until asking again makes
# sense, whether the chat (and not the line) is the reason}. The time is Redis's own, the same for
# every process.
TAKE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local first, is_new, is_group = ARGV[2] == '1', ARGV[3] == '1', ARGV[4] == '1'
local pause = math.max(redis.call('PTTL', KEYS[2]), redis.call('PTTL', KEYS[3]))
if pause > 0 then return {0, pause, 1} end
local last = ARGV[10] == '1'
if last then
  redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', now)
  local ahead = redis.call('ZRANGE', KEYS[6], 0, 0, 'WITHSCORES')
  if #ahead > 0 then return {0, math.max(1, ahead[2] - now), 0} end
end
local even, every = now, tonumber(ARGV[15])
if every > 0 then
  even = math.max(tonumber(redis.call('GET', KEYS[7]) or '0'), now)
  local early = even - tonumber(ARGV[16]) - now
  if early > 0 then return {0, early, 0} end
end
local pace, wait = now, 0
if is_new then
  pace = math.max(tonumber(redis.call('GET', KEYS[4]) or '0'), now)
  wait = pace - now
  if first then wait = math.max(0, wait - tonumber(ARGV[6])) end
end
if is_group then
  redis.call('ZREMRANGEBYSCORE', KEYS[5], '-inf', now)
  local full = redis.call('ZCARD', KEYS[5]) - tonumber(ARGV[8])
  if full >= 0 then
    wait = math.max(wait, redis.call('ZRANGE', KEYS[5], full, full, 'WITHSCORES')[2] - now)
  end
end
if wait > 0 and not first then return {0, wait, 1} end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local held = tonumber(ARGV[7])
if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[9]) then
  redis.call('ZADD', KEYS[1], now + held + 1000, ARGV[1])
else
  local next = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  local ahead = math.max(1, next[2] - now)
  if not first and ahead > tonumber(ARGV[14]) then
    if not last then
      redis.call('ZADD', KEYS[6], now + ARGV[11], ARGV[12])
      redis.call('PEXPIRE', KEYS[6], 5000)
    end
    return {0, ahead, 0}
  end
  redis.call('ZREM', KEYS[1], next[1])
  redis.call('ZADD', KEYS[1], now + ahead + held + 1000, ARGV[1])
  wait = math.max(wait, ahead)
end
redis.call('PEXPIRE', KEYS[1], held + 5000)
if every > 0 then redis.call('SET', KEYS[7], even + every, 'PX', 5000) end
if not first and not last and ARGV[13] == '0' then redis.call('ZREM', KEYS[6], ARGV[12]) end
if is_new then
  redis.call('SET', KEYS[4], math.max(pace, now + wait) + tonumber(ARGV[5]), 'PX', 60000)
end
if is_group then
  redis.call('ZADD', KEYS[5], now + wait + 60000, ARGV[1])
  redis.call('PEXPIRE', KEYS[5], 120000)
end
return {1, wait, 0, redis.call('ZCARD', KEYS[1])}
"""
# Telegram says only that there was too much. A group, and a chat that was written to faster than
# its pace, are held back alone; otherwise everything is. A pause is never cut short.
PAUSE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local pace = tonumber(redis.call('GET', KEYS[3]) or '0')
local key = KEYS[1]
if ARGV[2] == '1' or pace - now > tonumber(ARGV[3]) then key = KEYS[2] end
if redis.call('PTTL', key) < tonumber(ARGV[1]) then redis.call('SET', key, 1, 'PX', ARGV[1]) end
return key == KEYS[2] and 1 or 0
"""
# Frees a place one second after the answer; one that somebody took over is theirs.
GIVE_BACK = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return redis.call('ZADD', KEYS[1], 'XX', now + 1000, ARGV[1])
"""
