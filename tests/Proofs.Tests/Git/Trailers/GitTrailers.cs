using System.Text;
using TestKit;

namespace Proofs.Tests.Git.Trailers;

/// <summary>What the real git reads from commits: the Feature-Key values, and all trailers as "key: value"; each ends with a line feed.</summary>
internal sealed record GitTrailers(byte[] Values, byte[] All)
{
    private const string Format = "--format=tformat:%H%x00%(trailers:key=Feature-Key,valueonly,unfold)%x00%(trailers:only,unfold)";

    /// <summary>Asks one git for all commits. Unfolded trailers hold neither NUL nor line feed, so both can separate.</summary>
    internal static GitTrailers[] Read(GitRepo repo, IReadOnlyList<string> ids)
    {
        RunResult result = repo.TryGit(["log", "--no-walk=unsorted", "--stdin", "-z", Format], Encoding.ASCII.GetBytes(string.Join('\n', ids) + "\n"));
        Assert.True(result.ExitCode == 0, result.Error);
        GitTrailers[] read = new GitTrailers[ids.Count];
        ReadOnlySpan<byte> rest = result.OutBytes;
        for (int i = 0; i < read.Length; i++)
        {
            Assert.Equal(ids[i], Encoding.ASCII.GetString(Take(ref rest)));
            read[i] = new(Take(ref rest).ToArray(), Take(ref rest).ToArray());
        }

        Assert.True(rest.IsEmpty, "git answered for more commits than it was asked about.");
        return read;
    }

    /// <summary>Asks git about messages, each in a commit without an encoding header.</summary>
    internal static GitTrailers[] ReadMessages(GitRepo repo, IEnumerable<byte[]> messages) => ReadCommits(repo, messages.Select(Commit));

    /// <summary>Stores commit objects and asks git about them.</summary>
    internal static GitTrailers[] ReadCommits(GitRepo repo, IEnumerable<byte[]> commits) => Read(repo, repo.WriteCommits([.. commits]));

    private static byte[] Commit(byte[] message, int number) =>
        [.. Encoding.ASCII.GetBytes($"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@example.com> {number} +0000\ncommitter C <c@example.com> {number} +0000\n\n"), .. message];

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf((byte)0);
        ReadOnlySpan<byte> taken = rest[..end];
        rest = rest[(end + 1)..];
        return taken;
    }
}
