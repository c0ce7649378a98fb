using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Proofs.Processes;

/// <summary>
/// Everything that a child has started: what is in its session or its group, what descends from it, and, wherever it went since, what has its cookie
/// in its environment, or its mark among its limits. Source: proc(5). The cookie is Jenkins' way of finding daemons; one that has cleared its
/// environment still has the limits it inherited.
/// </summary>
internal sealed class ProcessTree
{
    private readonly int _leader;
    private readonly byte[] _cookie;
    private readonly byte[] _mark;

    /// <summary>Numbers once found, with the time each began: what they start is found even when they are gone from our sight.</summary>
    private readonly HashSet<(int Id, string Began)> _known = [];

    internal unsafe ProcessTree(int leader, string cookie)
    {
        _leader = leader;
        _cookie = Encoding.ASCII.GetBytes(cookie);
        // No disk holds a file nearly as large, so the limit limits nothing. Where it cannot be set, there is no mark.
        ulong mark = (1UL << 61) + (BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 3);
        ulong* both = stackalloc ulong[] { mark, mark };
        _ = Posix.prlimit(leader, Posix.LargestFile, both, null);
        _mark = Encoding.ASCII.GetBytes($" {mark} ");
    }

    /// <summary>The processes that run now; zombies are over.</summary>
    internal IReadOnlyList<int> Living()
    {
        Entry[] all = [.. Ids().Select(id => Read(id, Has)).OfType<Entry>()];
        Dictionary<int, Entry> byId = all.ToDictionary(entry => entry.Id);
        HashSet<int> members = [];
        bool grows;
        do
        {
            grows = false;
            foreach (Entry entry in all)
            {
                bool isOne = !members.Contains(entry.Id) && (entry.Id == _leader || entry.Session == _leader || entry.Group == _leader || members.Contains(entry.Parent) || _known.Contains((entry.Id, entry.Began)) || entry.IsMarked);
                grows |= isOne && members.Add(entry.Id);
            }
        }
        while (grows);

        _known.UnionWith(members.Select(id => (id, byId[id].Began)));
        return [.. members.Where(id => byId[id].IsAlive)];
    }

    /// <summary>The processes that have one of these pipes open. Our own children do not count: on their way to become another program they have every file of ours.</summary>
    internal static IReadOnlyList<int> Holders(IReadOnlyList<string> pipes) =>
        [.. Ids().Where(id => Read(id, _ => false) is { IsAlive: true } entry && entry.Parent != Environment.ProcessId && Files(id).Any(file => pipes.Contains(file, StringComparer.Ordinal)))];

    /// <summary>Sends a signal to each. One that has ended since does not mind, and one of another user does not get it.</summary>
    internal static void Signal(IEnumerable<int> ids, int signal)
    {
        foreach (int id in ids)
        {
            _ = Posix.kill(id, signal);
        }
    }

    private static IEnumerable<int> Ids() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0)
        .Where(id => id > 0 && id != Environment.ProcessId);

    private static Entry? Read(int id, Func<int, bool> isMarked)
    {
        // The name in parentheses may hold anything, parentheses and blanks too.
        string? stat = Content(id, "stat") is { } bytes ? Encoding.Latin1.GetString(bytes) : null;
        string[] fields = stat is null ? [] : stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20 ? null
            : new(id, Number(fields[1]), Number(fields[2]), Number(fields[3]), fields[19], fields[0] is not ("Z" or "X" or "x"), isMarked(id));
    }

    private bool Has(int id) => (Content(id, "environ") is { } environment && environment.AsSpan().IndexOf(_cookie) >= 0) || (Content(id, "limits") is { } limits && limits.AsSpan().IndexOf(_mark) >= 0);

    private static IReadOnlyList<string> Files(int id)
    {
        try
        {
            return [.. new DirectoryInfo($"/proc/{id}/fd").EnumerateFileSystemInfos().Select(file => file.LinkTarget).OfType<string>()];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It has ended since, or it is another user's.
            return [];
        }
    }

    private static int Number(string field) => int.Parse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static byte[]? Content(int id, string file)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It has ended since, or it is another user's.
            return null;
        }
    }

    private sealed record Entry(int Id, int Parent, int Group, int Session, string Began, bool IsAlive, bool IsMarked);
}
