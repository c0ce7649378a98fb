using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>Walks a work tree once. No link is followed, nothing that git or the tree says leaves anything out.</summary>
internal sealed class TreeScan
{
    /// <summary>No tree that people work in is nearly as deep; what lies deeper is told as unreadable.</summary>
    private const int Deepest = 200;

    /// <summary>
    /// How old a change has to be for the same times to mean the same content: a second change within one tick of the clock leaves them as they
    /// are, and so does one through a memory mapping until the page is written back, which Linux does after about half a minute.
    /// </summary>
    private const long Settled = 60_000_000_000;

    private readonly Dictionary<string, TreeEntry>? _known;
    private readonly long _settledBefore;
    private readonly FileDigester _digester = new();
    private readonly List<TreeEntry> _found = [];
    private readonly Func<string, bool> _isLeftOut;
    private readonly int _most;
    private readonly Func<string, bool>? _isUnread;
    private bool _isTrusted;
    private ulong _device;

    /// <param name="previous">An earlier snapshot of the same tree, or null.</param>
    /// <param name="isLeftOut">The paths that are not looked at, with all that is below.</param>
    /// <param name="most">How many entries are too many.</param>
    /// <param name="isUnread">The files whose content does not count, or null for none.</param>
    internal TreeScan(TreeSnapshot? previous, Func<string, bool> isLeftOut, int most, Func<string, bool>? isUnread = null)
    {
        _isLeftOut = isLeftOut;
        _most = most;
        _isUnread = isUnread;
        _settledBefore = previous?.TakenAt - Settled ?? 0;
        _known = previous?.Entries.Where(entry => entry.Kind == TreeEntryKind.File).ToDictionary(entry => entry.Path, StringComparer.Ordinal);
    }

    /// <summary>Everything below a folder, in the order of the paths.</summary>
    /// <exception cref="IOException">The folder itself cannot be read, or holds too much.</exception>
    internal List<TreeEntry> Run(string root)
    {
        // The path to the root is the caller's own choice and may lead through links.
        int folder = PosixFiles.Open(PosixFiles.CurrentFolder, Encoding.UTF8.GetBytes(root + "/.\0"), isFolder: true, out int error);
        if (folder < 0)
        {
            throw new IOException($"{root} cannot be read (error {error})");
        }

        _isTrusted = PosixFiles.IsTrustedWithTimes(folder) && PosixFiles.Stat(folder, "\0"u8, out FileFacts facts) == 0 && (_device = facts.Device) != 0;
        if (!Walk(folder, string.Empty, 0))
        {
            throw new IOException($"{root} cannot be listed");
        }

        _found.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        return _found;
    }

    /// <summary>Closes the folder.</summary>
    private bool Walk(int folder, string prefix, int depth)
    {
        List<byte[]> names = [];
        int forListing = PosixFiles.Again(folder);
        try
        {
            if (forListing < 0 || !PosixFiles.List(forListing, names))
            {
                return false;
            }

            foreach (byte[] name in names)
            {
                string path = prefix + TreePath.Of(name.AsSpan(0, name.Length - 1));
                if (!_isLeftOut(path))
                {
                    Look(folder, name, path, depth);
                }
            }

            return true;
        }
        finally
        {
            PosixFiles.Close(folder);
        }
    }

    private void Look(int folder, byte[] name, string path, int depth)
    {
        int error = PosixFiles.Stat(folder, name, out FileFacts facts);
        if (error == PosixFiles.Missing)
        {
            // Gone since the folder was listed.
            return;
        }

        if (_found.Count >= _most)
        {
            throw new IOException($"the work tree holds more than {_most} entries");
        }

        TreeEntry entry = new() { Path = path, Kind = error == 0 ? facts.Kind : TreeEntryKind.Unreadable, Facts = facts };
        int at = _found.Count;
        _found.Add(entry);
        if (entry.Kind == TreeEntryKind.Folder)
        {
            int below = depth < Deepest ? PosixFiles.Open(folder, name, isFolder: true, out error) : -1;
            if (below < 0 || !Walk(below, path + "/", depth + 1))
            {
                _found[at] = entry with { Kind = TreeEntryKind.Unreadable };
            }
        }
        else if (entry.Kind is TreeEntryKind.Link || (entry.Kind is TreeEntryKind.File && _isUnread?.Invoke(path) is not true))
        {
            _found[at] = (entry.Kind == TreeEntryKind.File ? File(folder, name, entry) : Link(folder, name, entry)) ?? entry with { Kind = TreeEntryKind.Unreadable };
        }
    }

    private TreeEntry? File(int folder, byte[] name, TreeEntry entry)
    {
        // Everything that stat tells, and all of it from before the earlier look.
        if (_isTrusted && entry.Facts.Device == _device && _known?.GetValueOrDefault(entry.Path) is { } known && known.Facts == entry.Facts && known.Facts.Changed < _settledBefore && known.Facts.Modified < _settledBefore)
        {
            return entry with { Content = known.Content };
        }

        int descriptor = PosixFiles.Open(folder, name, isFolder: false, out _);
        if (descriptor < 0)
        {
            return null;
        }

        try
        {
            FileFacts facts = entry.Facts;
            ContentDigests? content = _digester.Digest(descriptor, ref facts, () => PosixFiles.Open(folder, name, isFolder: false, out _));
            return content is { } digests ? entry with { Facts = facts, Content = digests } : null;
        }
        finally
        {
            PosixFiles.Close(descriptor);
        }
    }

    private static TreeEntry? Link(int folder, byte[] name, TreeEntry entry) =>
        PosixFiles.ReadLink(folder, name) is { } target ? entry with { Content = FileDigester.Of(target) } : null;
}
