namespace Proofs.Packages.Tests;

/// <summary>Tests that build a generated solution against the packed package.</summary>
public abstract class ConsumerTests(PackedFeed feed) : IClassFixture<PackedFeed>, IDisposable
{
    private protected const string Pattern = "<ProofsFeatureKeyPattern>bd-[0-9]+</ProofsFeatureKeyPattern><ProofsBase>HEAD~1</ProofsBase>";
    private protected const string Keyed = "Work\n\nFeature-Key: bd-1\n";
    private protected readonly Consumer _consumer = new(feed);

    public void Dispose()
    {
        _consumer.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Make(string properties, string message)
    {
        _consumer.Library("one", properties);
        Commit(message);
    }

    private protected void Commit(string message)
    {
        _consumer.Commit("Begin\n");
        _consumer.Repo.Commit(message);
    }
}
