using System.Globalization;
using System.Text;
using Proofs.Git;
using TestKit;

namespace Proofs.Tests.Git;

/// <summary>Reading ahead against reading directly, over a real repository: the same objects, whatever was suggested and in whatever order.</summary>
public sealed class ReadAheadTests : IDisposable
{
    /// <summary>More than may wait to be fetched.</summary>
    private const int Many = 3000;

    private const int Few = 300;

    private readonly GitRepo _repo = GitRepo.Create();
    private readonly Lazy<ObjectDatabase> _objects;

    public ReadAheadTests() => _objects = new(Open);

    public void Dispose()
    {
        if (_objects.IsValueCreated)
        {
            _objects.Value.Dispose();
        }

        _repo.Dispose();
    }

    [Theory]
    [InlineData(Few)]
    [InlineData(Many)]
    public void Whatever_is_suggested_the_same_objects_come(int count)
    {
        string broken = _repo.WriteCommit("Broken\n"u8.ToArray(), []);
        LooseObject.Overwrite(_repo, broken, "garbage"u8.ToArray());
        CommitId[] ids = [.. Import(count), Id(_repo.EmptyTree), Id(_repo.WriteObject("blob", "x"u8.ToArray())), Id(broken), Id(new('a', 40))];
        Dictionary<CommitId, (ReadStatus Status, int Type, string Bytes)> expected = ids.ToDictionary(id => id, id => Copy(_objects.Value.Read(id)));
        Assert.Equal(count, expected.Values.Count(read => read is { Status: ReadStatus.Ok, Type: Libgit2.Commit }));
        Assert.Equal([ReadStatus.Ok, ReadStatus.Ok, ReadStatus.Corrupt, ReadStatus.Missing], ids[count..].Select(id => expected[id].Status));

        CommitId[][] suggestions = [[], [ids[0]], ids, [.. ids.Reverse()], [.. ids, .. ids], [Id(new('b', 40)), ids[^1], ids[^2], ids[^3], ids[^4]]];
        for (int seed = 0; seed < 3 * suggestions.Length; seed++)
        {
            Random random = new(seed);
            CommitId[] order = seed % 3 == 0 ? ids : [.. ids.OrderBy(_ => random.Next())];
            using ReadAhead ahead = Start();
            ahead.Suggest(suggestions[seed % suggestions.Length]);
            foreach (CommitId id in order)
            {
                Assert.True(expected[id] == Copy(ahead.Take(id, out _)), $"seed {seed}, {id}");
                if (random.Next(4) == 0)
                {
                    ahead.Suggest([ids[random.Next(ids.Length)], id]);
                }
            }
        }
    }

    [Fact]
    public void What_was_taken_can_be_taken_again()
    {
        CommitId[] ids = Import(Few);
        using ReadAhead ahead = Start();
        ahead.Suggest([ids[0]]);
        foreach (CommitId id in ids)
        {
            (ReadStatus, int, string) direct = Copy(_objects.Value.Read(id));
            Assert.Equal(direct, Copy(ahead.Take(id, out _)));
            Assert.Equal(direct, Copy(ahead.Take(id, out _)));
            ahead.Suggest([id]);
            Assert.Equal(direct, Copy(ahead.Take(id, out _)));
        }
    }

    [Theory]
    [InlineData(Few)]
    [InlineData(Many)]
    public void What_was_forgotten_can_still_be_taken(int count)
    {
        CommitId[] ids = Import(count);
        using ReadAhead ahead = Start();
        // At every length of a walk, so that now nothing, now much was read in vain, and mostly something is in the middle of being read.
        for (int taken = 0; taken < ids.Length; taken += count / 12)
        {
            ahead.Suggest([ids[0]]);
            AssertTaken(ahead, ids[..taken]);
            ahead.Forget();
            AssertTaken(ahead, ids[(taken / 2)..]);
            ahead.Forget();
        }
    }

    [Theory]
    [InlineData(Few)]
    [InlineData(Many)]
    public void It_ends_with_much_that_nobody_fetched(int count)
    {
        CommitId[] ids = Import(count);
        for (int taken = 0; taken < 50; taken++)
        {
            ObjectDatabase own = _objects.Value.OpenForAnotherThread()!;
            using (ReadAhead ahead = new(_objects.Value, own))
            {
                ahead.Suggest(ids);
                AssertTaken(ahead, ids[..taken]);
            }

            Assert.Throws<ObjectDisposedException>(() => own.Read(ids[0]).Dispose());
        }

        // What the walk reads from is not its own to close.
        Assert.Equal(ReadStatus.Ok, Copy(_objects.Value.Read(ids[0])).Status);
    }

    [Fact]
    public void What_waits_is_bounded_in_bytes()
    {
        const int Megabyte = 1 << 20;
        byte[] message = [.. Enumerable.Repeat((byte)'x', Megabyte)];
        CommitId[] ids = [.. Enumerable.Range(0, 40).Select(i => Id(_repo.WriteCommit([(byte)('0' + i), .. message], [])))];
        using ReadAhead ahead = Start();
        ahead.Suggest(ids);
        Assert.True(SpinWait.SpinUntil(() => ahead.WaitingBytes >= ReadAhead.MostBytes, Run.Limit));
        Assert.False(SpinWait.SpinUntil(() => ahead.WaitingBytes > ReadAhead.MostBytes + (2 * Megabyte), TimeSpan.FromSeconds(2)));
        AssertTaken(ahead, ids);
    }

    [Fact]
    public void It_ends_without_ever_having_been_asked()
    {
        ObjectDatabase own = _objects.Value.OpenForAnotherThread()!;
        new ReadAhead(_objects.Value, own).Dispose();
        Assert.Throws<ObjectDisposedException>(() => own.Read(default).Dispose());
    }

    private void AssertTaken(ReadAhead ahead, CommitId[] ids)
    {
        foreach (CommitId id in ids)
        {
            Assert.Equal(Copy(_objects.Value.Read(id)), Copy(ahead.Take(id, out _)));
        }
    }

    private ReadAhead Start() => new(_objects.Value, _objects.Value.OpenForAnotherThread()!);

    private ObjectDatabase Open()
    {
        Assert.Null(Libgit2.EnsureLoaded());
        return ObjectDatabase.Open(Path.Combine(_repo.DotGit, "objects"))!;
    }

    private static CommitId Id(string text) => CommitId.TryParse(text, out CommitId id) ? id : throw new ArgumentException(text, nameof(text));

    private static (ReadStatus Status, int Type, string Bytes) Copy(GitObject obj)
    {
        using (obj)
        {
            return (obj.Status, obj.Type, Convert.ToHexStringLower(obj.Bytes));
        }
    }

    /// <summary>A history in which every seventh commit merges one from further down. Returns its ids, the youngest first.</summary>
    private CommitId[] Import(int count)
    {
        StringBuilder stream = new();
        for (int mark = 1; mark <= count; mark++)
        {
            stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\nmark :{mark}\ncommitter C <c@example.com> {1_700_000_000 + mark} +0000\ndata 5\nWork\n\n");
            if (mark > 7 && mark % 7 == 0)
            {
                stream.Append(CultureInfo.InvariantCulture, $"merge :{mark - 5}\n\n");
            }
        }

        _repo.Git(["fast-import", "--quiet"], Encoding.ASCII.GetBytes(stream.ToString()));
        CommitId[] ids = [.. _repo.Git("rev-list", "main").Split('\n').Select(Id)];
        Assert.Equal(count, ids.Length);
        Assert.Equal(count > 7 ? (count / 7) - 1 : 0, int.Parse(_repo.Git("rev-list", "--count", "--merges", "main"), CultureInfo.InvariantCulture));
        return ids;
    }
}
